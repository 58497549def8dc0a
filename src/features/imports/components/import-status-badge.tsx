import {
  CircleCheck,
  CircleDashed,
  CircleQuestionMark,
  CircleX,
  Eye,
  LoaderCircle,
  OctagonX,
  Undo2,
  type LucideIcon,
} from "lucide-react";
import { importStatusLabel } from "@/features/imports/lib/import-words";
import type { ImportStatus } from "@/features/imports/schema";
import { Badge, type BadgeVariant } from "@/components/ui/badge";

const looks: Record<ImportStatus, { icon: LucideIcon; variant: BadgeVariant }> = {
  pending: { icon: CircleDashed, variant: "neutral" },
  processing: { icon: LoaderCircle, variant: "info" },
  awaiting_mapping: { icon: CircleQuestionMark, variant: "warning" },
  awaiting_confirmation: { icon: Eye, variant: "warning" },
  succeeded: { icon: CircleCheck, variant: "success" },
  failed: { icon: OctagonX, variant: "error" },
  canceled: { icon: CircleX, variant: "outline" },
  undone: { icon: Undo2, variant: "outline" },
};

/** What became of an import, as icon, word and colour. */
export function ImportStatusBadge({ status }: { status: ImportStatus }) {
  const { icon: Icon, variant } = looks[status];
  return (
    <Badge variant={variant}>
      <Icon aria-hidden />
      {importStatusLabel[status]}
    </Badge>
  );
}
