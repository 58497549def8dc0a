import { redirect } from "next/navigation";
import { paths } from "@/libs/paths";

export default function SettingsPage() {
  redirect(paths.settings.profile);
}
