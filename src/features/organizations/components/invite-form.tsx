"use client";

import { ActionForm } from "@/components/action-form";
import { useFormAction } from "@/components/use-form-action";
import { Field } from "@/components/ui/field";
import { FormMessage } from "@/components/ui/form-message";
import { NativeSelect } from "@/components/ui/native-select";
import { SubmitButton } from "@/components/ui/submit-button";
import { Textarea } from "@/components/ui/textarea";
import { invitePeople } from "@/features/organizations/actions";

/** Invites one or many people in one role. */
export function InviteForm() {
  const [state, action] = useFormAction(invitePeople);
  const role = state.values?.["role"] ?? "member";
  return (
    <ActionForm state={state} action={action} className="grid max-w-2xl gap-4">
      <FormMessage tone={state.status === "done" ? "success" : "error"}>{state.message}</FormMessage>
      <Field
        label="E-mail addresses"
        hint="One per line, or between commas. Each receives a mail with a link that works once, for seven days."
        error={state.fieldErrors?.["emails"]}
      >
        <Textarea
          name="emails"
          required
          rows={3}
          autoComplete="off"
          spellCheck={false}
          defaultValue={state.values?.["emails"] ?? ""}
        />
      </Field>
      <Field
        label="Role"
        hint="Members import, review and acknowledge. Admins also manage people, thresholds and alerts."
        error={state.fieldErrors?.["role"]}
        className="max-w-xs"
      >
        {/* React puts a select back as it was drawn first; drawn anew, it shows what was chosen last. */}
        <NativeSelect key={role} name="role" defaultValue={role}>
          <option value="member">Member</option>
          <option value="admin">Admin</option>
        </NativeSelect>
      </Field>
      <SubmitButton className="justify-self-start" pendingText="Inviting">
        Invite
      </SubmitButton>
    </ActionForm>
  );
}
