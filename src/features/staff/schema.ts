import { z } from "zod";
import { roles } from "./rules";

export const shortestPassword = 12;
export const longestPassword = 256;

const staffId = z.string().regex(/^[\w-]{1,64}$/);

export const addStaffMember = z.strictObject({
  name: z
    .string()
    .trim()
    .min(1)
    .max(100)
    .regex(/^[^\p{Cc}]*$/u),
  email: z.email().max(320),
  role: z.enum(roles),
  password: z.string().min(shortestPassword).max(longestPassword),
});
export type AddStaffMember = z.infer<typeof addStaffMember>;

export const changeRole = z.strictObject({ staffId, role: z.enum(roles) });
export type ChangeRole = z.infer<typeof changeRole>;

export const ofStaffMember = z.strictObject({ staffId });
export type OfStaffMember = z.infer<typeof ofStaffMember>;

export type StaffRow = {
  id: string;
  name: string;
  email: string;
  role: (typeof roles)[number];
  disabledAt: Date | null;
  twoFactorEnabled: boolean;
};
