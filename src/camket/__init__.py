"""camket: the desk on which a company keeps its promises to customers, and proves that it did."""
