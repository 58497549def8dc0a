import { ConfirmAction } from "@/components/confirm-action";
import { revokeApiToken } from "@/features/api-tokens/actions";

/** Revokes a token after asking. */
export function RevokeToken({ tokenId, name }: { tokenId: string; name: string }) {
  return (
    <ConfirmAction
      action={revokeApiToken}
      fields={{ tokenId }}
      size="sm"
      label={
        <>
          Revoke<span className="sr-only"> {name}</span>
        </>
      }
      title="Revoke this token?"
      description={
        <>
          Whatever sends <span className="font-medium wrap-anywhere">{name}</span> is refused from now on.
          This can’t be taken back; what it has sent stays.
        </>
      }
      confirm="Revoke token"
      pending="Revoking"
      cancel="Keep it"
    />
  );
}
