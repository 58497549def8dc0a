-- What every later migration stands on: extensions, schemas, and grants that are closed until opened.

create schema if not exists extensions;
create extension if not exists pg_trgm with schema extensions;
create extension if not exists btree_gin with schema extensions;

create schema private;
comment on schema private is 'Helpers of policies and checked functions. Not exposed through the API.';
revoke all on schema private from public;
grant usage on schema private to authenticated, service_role;

create schema staging;
comment on schema staging is 'Rows of an uploaded file before they are confirmed, one table per import job. Not exposed through the API.';
revoke all on schema staging from public;

-- Supabase grants everything in public to the API roles by default. Here a grant is written next to each table instead.
alter default privileges in schema public revoke all on tables from anon, authenticated;
alter default privileges in schema public revoke all on sequences from anon, authenticated;
alter default privileges in schema public revoke execute on functions from anon, authenticated, public;
alter default privileges revoke execute on functions from public;

create type public.utilization_level as enum ('on_track', 'warning', 'critical', 'over_budget');
comment on type public.utilization_level is 'How much of the authorised value is spent, in rising order. Decided on the exact ratio by private.level_of.';

create type public.purchase_order_lifecycle as enum ('open', 'completed', 'canceled');
create type public.quantity_survey_stage as enum ('created', 'transferred', 'accepted', 'invoiced', 'posted');
create type public.member_role as enum ('admin', 'member');
create type public.member_status as enum ('active', 'deactivated');
create type public.subscription_plan as enum ('essential', 'growth', 'enterprise');
create type public.subscription_status as enum ('manual', 'trialing', 'active', 'past_due', 'canceled');

create function private.touch_updated_at() returns trigger
language plpgsql set search_path = '' as $$
begin
  new.updated_at := now();
  return new;
end;
$$;
