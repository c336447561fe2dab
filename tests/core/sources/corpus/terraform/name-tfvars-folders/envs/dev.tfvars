name = "budget-alerts"
