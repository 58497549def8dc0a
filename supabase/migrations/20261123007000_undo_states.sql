-- The states of an undo. New values of an enumeration can be used only after the transaction that adds them.

alter type public.import_phase add value 'undoing' before 'done';
alter type public.alert_event_type add value 'undone';
