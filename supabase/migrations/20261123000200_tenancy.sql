-- Organizations (tenants), the people in them, and the functions by which every policy knows its reader.

create table public.organizations (
  id uuid primary key default gen_random_uuid(),
  name text not null check (length(btrim(name)) between 1 and 120),
  slug text not null unique check (slug ~ '^[a-z0-9](?:[a-z0-9-]{0,46}[a-z0-9])?$'),
  currency text not null default 'USD' check (currency ~ '^[A-Z]{3}$'),
  locale text not null default 'en-US' check (length(locale) between 2 and 35),
  time_zone text not null default 'UTC' check (length(time_zone) between 1 and 64),
  stripe_customer_id text unique,
  data_version bigint not null default 0,
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now()
);
comment on table public.organizations is 'A contractor: the tenant that every other row belongs to.';
comment on column public.organizations.slug is 'Short name for addresses and the command line.';
comment on column public.organizations.currency is 'ISO 4217 code of all money of this organization; the exports carry one currency.';
comment on column public.organizations.data_version is 'Raised by each import that is applied or undone and by a change of thresholds, under the organization''s lock.';
comment on column public.organizations.locale is 'BCP 47 tag by which numbers and dates are shown and mailed.';
comment on column public.organizations.time_zone is 'IANA name; decides which day it is for ages and digests.';

create table public.user_profiles (
  user_id uuid primary key references auth.users (id) on delete cascade,
  email text not null check (email = lower(email)),
  full_name text not null default '' check (length(full_name) <= 120),
  phone text not null default '' check (length(phone) <= 40),
  must_change_password boolean not null default false,
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now()
);
comment on table public.user_profiles is 'What AESTrak keeps about a person beyond the Auth server''s own record.';
comment on column public.user_profiles.must_change_password is 'Set for an account made with a one-time password; cleared when its owner chooses another.';

create table public.organization_members (
  organization_id uuid not null references public.organizations (id) on delete cascade,
  user_id uuid not null references public.user_profiles (user_id) on delete cascade,
  role public.member_role not null default 'member',
  status public.member_status not null default 'active',
  alert_emails boolean not null default true,
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now(),
  primary key (organization_id, user_id)
);
comment on table public.organization_members is 'Who belongs to which organization, in which role. Written only by checked functions.';
comment on column public.organization_members.alert_emails is 'Whether this member receives the mail about alerts that an import opened.';
create index organization_members_user_id_idx on public.organization_members (user_id, organization_id) where status = 'active';

create table public.subscriptions (
  organization_id uuid primary key references public.organizations (id) on delete cascade,
  plan public.subscription_plan not null default 'essential',
  status public.subscription_status not null default 'manual',
  stripe_subscription_id text unique,
  current_period_end timestamptz,
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now()
);
comment on table public.subscriptions is 'The plan of an organization. Status manual: agreed outside Stripe.';

create table public.invitations (
  id uuid primary key default gen_random_uuid(),
  organization_id uuid not null references public.organizations (id) on delete cascade,
  email text not null check (email = lower(email)),
  role public.member_role not null default 'member',
  token_hash bytea not null unique,
  invited_by uuid references public.user_profiles (user_id) on delete set null,
  created_at timestamptz not null default now(),
  expires_at timestamptz not null default now() + interval '7 days',
  accepted_at timestamptz,
  revoked_at timestamptz
);
comment on table public.invitations is 'An offer of membership to one e-mail address. The token itself is only in the mail.';
comment on column public.invitations.token_hash is 'SHA-256 of the single-use token.';
create unique index invitations_one_pending_idx on public.invitations (organization_id, email)
  where accepted_at is null and revoked_at is null;
create index invitations_invited_by_idx on public.invitations (invited_by);

create trigger organizations_touch before update on public.organizations for each row execute function private.touch_updated_at();
create trigger user_profiles_touch before update on public.user_profiles for each row execute function private.touch_updated_at();
create trigger organization_members_touch before update on public.organization_members for each row execute function private.touch_updated_at();
create trigger subscriptions_touch before update on public.subscriptions for each row execute function private.touch_updated_at();

-- Security definer, because a policy on organization_members that read the table through itself would never end.
create function private.my_organization_ids() returns setof uuid
language sql stable security definer set search_path = '' rows 3 as $$
  select m.organization_id from public.organization_members m
  where m.user_id = (select auth.uid()) and m.status = 'active'
$$;
comment on function private.my_organization_ids() is 'The organizations in which the signed-in user is active. Every tenant policy asks this, once per query.';

create function private.my_admin_organization_ids() returns setof uuid
language sql stable security definer set search_path = '' rows 3 as $$
  select m.organization_id from public.organization_members m
  where m.user_id = (select auth.uid()) and m.status = 'active' and m.role = 'admin'
$$;
comment on function private.my_admin_organization_ids() is 'The organizations in which the signed-in user is an active admin.';

create function private.my_colleague_ids() returns setof uuid
language sql stable security definer set search_path = '' rows 10 as $$
  select distinct m.user_id from public.organization_members m
  where m.organization_id in (select private.my_organization_ids())
$$;
comment on function private.my_colleague_ids() is 'Everyone who shares an organization with the signed-in user, so that names can be shown beside what they did.';

grant execute on function private.my_organization_ids(), private.my_admin_organization_ids(), private.my_colleague_ids() to authenticated;

alter table public.organizations enable row level security;
alter table public.user_profiles enable row level security;
alter table public.organization_members enable row level security;
alter table public.subscriptions enable row level security;
alter table public.invitations enable row level security;

grant select on public.organizations, public.user_profiles, public.organization_members, public.subscriptions to authenticated;
-- Everything of an invitation but its token's hash, which no reader needs.
grant select (id, organization_id, email, role, invited_by, created_at, expires_at, accepted_at, revoked_at) on public.invitations to authenticated;
grant update (full_name, phone) on public.user_profiles to authenticated;

create policy organizations_select on public.organizations for select to authenticated
  using (id in (select private.my_organization_ids()));
create policy user_profiles_select on public.user_profiles for select to authenticated
  using (user_id = (select auth.uid()) or user_id in (select private.my_colleague_ids()));
create policy user_profiles_update on public.user_profiles for update to authenticated
  using (user_id = (select auth.uid())) with check (user_id = (select auth.uid()));
create policy organization_members_select on public.organization_members for select to authenticated
  using (organization_id in (select private.my_organization_ids()));
create policy subscriptions_select on public.subscriptions for select to authenticated
  using (organization_id in (select private.my_organization_ids()));
create policy invitations_select on public.invitations for select to authenticated
  using (organization_id in (select private.my_admin_organization_ids()));
