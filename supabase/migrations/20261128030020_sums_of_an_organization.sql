-- Sums over several orders have room for any number of amounts, each of which may have 16 digits before its decimals:
-- only what one order's surveys add up to is limited like an amount.
alter table public.import_jobs alter column money_before type numeric(24,2), alter column money_after type numeric(24,2);
alter table public.import_effects alter column money_effect type numeric(24,2);
alter table public.billing_days alter column total type numeric(24,2);
