/** Whether what an authority wrote has the form of an edition; else every place where it has not, and what it takes there. */
import { Compile } from 'typebox/schema'
import { PolicyEdition } from '#evisa/policy.ts'
import type { Result } from '#evisa/result.ts'
import { type Remark, readWritten } from '../written-form.ts'

const edition = Compile(PolicyEdition)
const SECONDS = 'takes a whole number of seconds, at most 31536000'
const BOOLEAN = 'takes true or false'
const STATES = 'takes a list of states, three capital letters each'

/** What each place takes, whatever the position in a list or the name in a table. */
const TAKES: Readonly<Record<string, string>> = {
  '': 'takes an object: one edition, as `policy show` prints it',
  effective_from: 'takes a day as YYYY-MM-DD',
  checkpoints: 'takes a list of at most 1000 checkpoints',
  'checkpoints[]': 'takes an object with id, kind, name and international',
  'checkpoints[].id': 'takes 2 to 40 letters, digits and -',
  'checkpoints[].kind': 'takes air, rail, road or sea',
  'checkpoints[].name': 'takes 1 to 120 characters',
  'checkpoints[].international': BOOLEAN,
  checkpoint_aliases: 'takes an object: another name of a checkpoint, and its id',
  categories: 'takes a list of at most 100 categories',
  'categories[]': 'takes an object with code, entries, max_stay_days, max_validity_days and nationalities',
  'categories[].code': 'takes a category such as B12',
  'categories[].entries': 'takes a list of 1, 2 and "multiple", at least one of them',
  'categories[].entries[]': 'takes 1, 2 or "multiple"',
  'categories[].max_stay_days': 'takes a whole number of days from 1 to 1023, or null for none',
  'categories[].max_validity_days': 'takes a whole number of days from 1 to 3660, or null for none',
  'categories[].nationalities': STATES,
  'categories[].nationalities[]': 'takes a state, three capital letters',
  visa_free: 'takes an object: a state of three capital letters, and its days',
  'visa_free.*': 'takes a whole number of days from 1 to 365',
  'checkpoint_aliases.*': 'takes the id of a checkpoint',
  passport_months_beyond_visa: 'takes a whole number of months from 0 to 24',
  limits: 'takes an object with the four limits',
  'limits.trust_refresh_seconds': SECONDS,
  'limits.status_max_age_seconds': 'takes an object with carrier and border',
  'limits.status_max_age_seconds.carrier': SECONDS,
  'limits.status_max_age_seconds.border': SECONDS,
  'limits.ledger_warn_age_seconds': SECONDS,
  'limits.ledger_max_age_seconds': SECONDS,
  passport_required: 'takes an object with carrier and border',
  'passport_required.carrier': BOOLEAN,
  'passport_required.border': BOOLEAN,
  exit_by_air_only: BOOLEAN,
  offline_entry: 'takes "admit" or "refer"',
  stay_capped_by_validity: BOOLEAN,
}

/** Reads an edition; fails with one remark for each place that is wrong. */
export function readEdition(written: unknown): Result<PolicyEdition, readonly Remark[]> {
  return readWritten({ validator: edition, takesAt, unknownName }, written)
}

function unknownName(within: string | undefined): string {
  if (within === 'visa_free') return 'is no state of three capital letters'
  if (within === 'checkpoint_aliases') return 'is no name of 2 to 40 letters, digits and -'
  return 'is no member of an edition here: leave it out, or mend its spelling'
}

function takesAt(place: string): string | undefined {
  return TAKES[place.replace(/^(visa_free|checkpoint_aliases)\..*/, '$1.*')]
}
