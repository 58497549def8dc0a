import type { Person } from "@/features/organizations/queries";
import type { PersonStep } from "@/features/organizations/schema";

interface StepWords {
  choice: string;
  question: (name: string) => string;
  meaning: string;
  destructive?: boolean;
}

/** What each step is called, and what it means for the person. */
export const stepWords: Readonly<Record<PersonStep, StepWords>> = {
  make_admin: {
    choice: "Make admin",
    question: (name) => `Make ${name} an admin?`,
    meaning: "Admins manage people, thresholds and settings, resolve alerts and read the audit log.",
  },
  make_member: {
    choice: "Make member",
    question: (name) => `Make ${name} a member?`,
    meaning: "Members import, review and acknowledge. They no longer manage people, thresholds or settings.",
  },
  deactivate: {
    choice: "Deactivate",
    question: (name) => `Deactivate ${name}?`,
    meaning:
      "They see nothing of this organization from their next step on, also where they are logged in. Their seat becomes free, and you can reactivate them.",
    destructive: true,
  },
  reactivate: {
    choice: "Reactivate",
    question: (name) => `Reactivate ${name}?`,
    meaning: "They come back at once, in the role that they had, and take a seat.",
  },
  remove: {
    choice: "Remove",
    question: (name) => `Remove ${name}?`,
    meaning:
      "They see nothing of this organization from their next step on, and come back only by a new invitation. What they did stays in the records.",
    destructive: true,
  },
};

/** The steps that make sense for a person as they stand. */
export function stepsFor({ role, status }: Pick<Person, "role" | "status">): PersonStep[] {
  if (status === "deactivated") return ["reactivate", "remove"];
  return [role === "admin" ? "make_member" : "make_admin", "deactivate", "remove"];
}
