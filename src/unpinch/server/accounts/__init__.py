"""People with an account: who they are, what they may do, and for whom else they act."""
