import { z } from "zod";
import { organizationName } from "@/features/auth/schema";

export const newOrganizationInput = z.object({ name: organizationName });

export const switchInput = z.object({ organizationId: z.uuid() });
