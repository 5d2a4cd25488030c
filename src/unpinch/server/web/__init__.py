"""The pages: thin views, presenters that choose the words, templates, styles and scripts."""
