"""Pull requests that mend a policy where it is written: opened, and followed to the deployment."""
