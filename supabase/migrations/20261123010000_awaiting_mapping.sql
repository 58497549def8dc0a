-- An import that waits for a person to say how its file is to be read. New values of an enumeration can be used only
-- after the transaction that adds them.

alter type public.import_status add value 'awaiting_mapping' before 'awaiting_confirmation';
