"""What must be there before the first process starts. Each step costs little when it is done already."""
