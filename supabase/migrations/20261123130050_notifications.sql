-- Which mail a member wants of an organization: about alerts, from which level on, and about imports that failed.

alter table public.organization_members
  add column alert_mail_from public.utilization_level not null default 'warning' check (alert_mail_from <> 'on_track'),
  add column import_failed_emails boolean not null default true;
comment on column public.organization_members.alert_mail_from is 'The lowest level that alert mail to this member names; what lies below stays out of it.';
comment on column public.organization_members.import_failed_emails is
  'Whether this member receives mail about imports that failed, while they are an admin and the installation names no operator for it.';

create function public.set_notifications(
  organization_id uuid, alert_emails boolean, alert_mail_from public.utilization_level, import_failed_emails boolean
) returns void
language plpgsql security definer set search_path = '' as $$
declare
  was public.organization_members;
  becomes public.organization_members;
begin
  select m.* into was from public.organization_members m
  where m.organization_id = $1 and m.user_id = (select private.my_user_id()) and m.status = 'active' for update;
  if was.user_id is null then
    raise exception 'There is no such organization.' using errcode = 'AE404';
  elsif $3 = 'on_track' then
    raise exception 'Nobody is mailed about purchase orders on track.' using errcode = 'AE422';
  end if;
  update public.organization_members m set alert_emails = $2, alert_mail_from = $3, import_failed_emails = $4
  where m.organization_id = $1 and m.user_id = was.user_id returning * into becomes;
  if (was.alert_emails, was.alert_mail_from, was.import_failed_emails)
    = (becomes.alert_emails, becomes.alert_mail_from, becomes.import_failed_emails) then
    return;
  end if;
  perform private.audit($1, 'user.notifications_changed', 'user', was.user_id::text,
    jsonb_build_object('alert_emails', was.alert_emails, 'alert_mail_from', was.alert_mail_from, 'import_failed_emails', was.import_failed_emails),
    jsonb_build_object('alert_emails', $2, 'alert_mail_from', $3, 'import_failed_emails', $4));
end;
$$;
comment on function public.set_notifications(uuid, boolean, public.utilization_level, boolean) is
  'A member chooses their own mail of one organization.';
grant execute on function public.set_notifications(uuid, boolean, public.utilization_level, boolean) to authenticated;

drop function public.set_alert_emails(uuid, boolean);
