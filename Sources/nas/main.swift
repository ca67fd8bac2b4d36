import NASCommands

NAS.runProcess()
