/** What a server answers to a scanner that asks who was sent to second line, as far as a scanner reads it. */
import Type from 'typebox'
import { Compile } from 'typebox/schema'
import { Instant } from '#evisa/root.ts'

const ReferralState = Type.Union([
  Type.Literal('open'),
  Type.Literal('taken'),
  Type.Literal('handed-back'),
  Type.Literal('closed'),
])
export type ReferralState = Type.Static<typeof ReferralState>

const ListedReferral = Type.Object({
  jws: Type.String(),
  state: ReferralState,
  act: Type.Union([
    Type.Null(),
    Type.Object({ device: Type.String(), operator: Type.Union([Type.String(), Type.Null()]), at: Instant }),
  ]),
})
/** As the server lists it; `act` is who did last what second line did with it. */
export type ListedReferral = Readonly<Type.Static<typeof ListedReferral>>

export const referralsAnswer = Compile(
  Type.Object({
    referrals: Type.Array(ListedReferral),
    next: Type.Union([Type.Null(), Type.String({ maxLength: 80 })]),
  }),
)
