/** Why somebody is turned away though the rules say nothing against it; written as it stands into the record. */
export const OFFICERS_REASONS = [
  'person-not-the-holder',
  'document-doubtful',
  'purpose-doubtful',
  'entry-ban',
  'other',
] as const
export type OfficersReason = (typeof OFFICERS_REASONS)[number]

/** Why somebody is sent to second line of whom the rules say nothing: the officer wants it. */
export const BY_OFFICER = 'officer'
