"""budget-check: does an AWS Budgets alert still arrive?"""

__version__ = "0.1.0"
