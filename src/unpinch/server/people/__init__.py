"""
What people do with their accounts: roles, consent, acting for someone else, data export and deletion.

The tables are those of `accounts`; this folder stands above `audit`, because each act writes its row there.
"""
