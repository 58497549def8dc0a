import { paths } from "@/libs/paths";

/** Absolute addresses of the screens that a mail leads to. */
export interface MailAddresses {
  alerts: string;
  alert: (id: string) => string;
  importJob: (id: string) => string;
  notifications: string;
}

/** @param siteUrl where people open AESTrak */
export function mailAddresses(siteUrl: string): MailAddresses {
  const absolute = (path: string) => new URL(path, siteUrl).href;
  return {
    alerts: absolute(paths.alerts()),
    alert: (id) => absolute(paths.alert(id)),
    importJob: (id) => absolute(paths.importJob(id)),
    notifications: absolute(paths.settings.notifications),
  };
}
