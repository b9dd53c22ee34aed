"""From the files of a policy folder to values: taken apart, checked for their form, built."""
