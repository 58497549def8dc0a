import {
  renderAccountNotice,
  renderEmailChange,
  renderPasswordReset,
  renderSignUp,
} from "@/features/account/email/render";
import { queueAlertMail, queueImportFailedMail, sendDueMail as sendDue } from "@/features/alerts/jobs";
import { queueCorrectionMail } from "@/features/alerts/undo-mail";
import type { ImportHooks } from "@/features/imports/jobs";
import { renderInvitation } from "@/features/organizations/email/render";
import { database } from "@/libs/database";
import { environment } from "@/libs/environment";
import { createMailSender } from "@/libs/mail/create-sender";

/** What an import sets off in other features, within its own transaction. */
export const importHooks: ImportHooks = {
  async applied(sql, job, moved) {
    await queueAlertMail(sql, {
      organizationId: job.organization_id,
      importJobId: job.id,
      moved: moved.map(({ alert_id, step, level }) => ({ alertId: alert_id, step, level })),
    });
  },
  async undone(sql, job) {
    await queueCorrectionMail(sql, { organizationId: job.organization_id, importJobId: job.id });
  },
  async failed(sql, job, reason) {
    await queueImportFailedMail(sql, {
      organizationId: job.organization_id,
      importJobId: job.id,
      reason,
      to: environment().AESTRAK_OPS_EMAIL,
    });
  },
};

/**
 * Sends what waits in the outbox. Several workers may do so at once.
 * @param signal ends the round before its next mail; the one in hand is seen to its end
 * @returns whether more may wait than one round sends
 */
export async function sendDueMail(signal: AbortSignal): Promise<boolean> {
  const { isFull } = await sendDue(
    database(),
    createMailSender(environment()),
    { ...environment(), signal },
    {
      invitation: renderInvitation,
      email_change: renderEmailChange,
      account_notice: renderAccountNotice,
      sign_up: renderSignUp,
      password_reset: renderPasswordReset,
    },
  );
  return isFull;
}
