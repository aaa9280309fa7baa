"""`zhengwu review`: a page on this machine where a person confirms, corrects, deletes and adds records."""
