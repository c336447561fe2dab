team = "budget"
