-- What is wrong with a file that was refused; none for one that was taken.

ALTER TABLE file_jobs ADD COLUMN faults TEXT;
