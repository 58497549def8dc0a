"use server";

import { revalidatePath } from "next/cache";
import { z } from "zod";
import { userAction } from "@/libs/access/action";
import { paths } from "@/libs/paths";
import { endSessionInput } from "./schema";

/** Ends one of the user's own sessions, wherever its device is. */
export const endSession = userAction(
  { name: "end-session", input: endSessionInput },
  async ({ sessionId }, { transaction }) => {
    await transaction((sql) => sql`select public.end_session(${sessionId})`);
    revalidatePath(paths.settings.security);
  },
);

/** Ends all of the user's sessions but this one. */
export const endOtherSessions = userAction(
  { name: "end-other-sessions", input: z.object({}) },
  async (_input, { transaction }) => {
    await transaction((sql) => sql`select public.end_other_sessions()`);
    revalidatePath(paths.settings.security);
  },
);
