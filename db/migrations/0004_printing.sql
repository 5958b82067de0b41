-- What printers can tell, and finding the papers of a day.

-- `model` is the name that a printer gives itself, or its address. `tells_status`: it answers when
-- asked how it is; `tells_done`: it says when a paper is out. NULL is not found out yet.
CREATE TABLE printer_profile (
    model        TEXT PRIMARY KEY NOT NULL CHECK (length(model) BETWEEN 1 AND 500),
    tells_status INTEGER CHECK (tells_status IN (0, 1)),
    tells_done   INTEGER CHECK (tells_done IN (0, 1))
) STRICT, WITHOUT ROWID;

CREATE INDEX print_job_made ON print_job (made_at);
