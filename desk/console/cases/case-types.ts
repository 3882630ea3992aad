/** Cases as the API tells them to the desk. */
import type { paths } from '../../../examples/client/evisa-api.d.ts'

type Answer<P extends '/v1/cases' | '/v1/cases/{reference}'> =
  paths[P]['get']['responses'][200]['content']['application/json']

export type ListedCase = Answer<'/v1/cases'>['cases'][number]
export type ShownCase = Answer<'/v1/cases/{reference}'>
export type CaseState = ShownCase['state']
export type OtherCase = ShownCase['of_passport'][number]
export type Person = paths['/v1/me']['get']['responses'][200]['content']['application/json']['person']
