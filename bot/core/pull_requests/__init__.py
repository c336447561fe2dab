"""Pull requests that mend a policy where it is written: what one holds, and how far it has come."""
