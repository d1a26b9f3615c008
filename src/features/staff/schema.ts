import { z } from "zod";
import { roles } from "./rules";

export const shortestPassword = 12;

export const addStaffMember = z.strictObject({
  name: z.string().trim().min(1).max(100),
  email: z.email().max(320),
  role: z.enum(roles),
  password: z.string().min(shortestPassword).max(256),
});
export type AddStaffMember = z.infer<typeof addStaffMember>;

export const changeRole = z.strictObject({ staffId: z.string(), role: z.enum(roles) });
export const ofStaffMember = z.strictObject({ staffId: z.string() });

export type StaffRow = {
  id: string;
  name: string;
  email: string;
  role: (typeof roles)[number];
  disabledAt: Date | null;
  twoFactorEnabled: boolean;
};
