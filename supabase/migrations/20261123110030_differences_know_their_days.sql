-- The days whose roll-up a difference moves, so that applying it need not look its rows up again.
alter table staging.differences add column day_before date, add column day_after date;
comment on column staging.differences.day_before is 'Of a quantity survey: the day on which it counts now, null when on none.';
comment on column staging.differences.day_after is 'Of a quantity survey: the day on which the file counts it, null when on none.';
