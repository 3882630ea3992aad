/** What an authority decides of a policy; the rest is of its signing. */
import type { PolicyDocument } from '#evisa/policy.ts'

/** The content of a policy: what its version and its dates are added to. */
export type PolicyContent = Omit<PolicyDocument, 'version' | 'iat' | 'exp'>
