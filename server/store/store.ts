/** The authority's storage, the sum of its ports: whole business acts, each durable before its promise is kept. */
import type { AuditStore } from './audit-store.ts'
import type { CarrierStore } from './carrier-store.ts'
import type { DeliveryStore } from './delivery-store.ts'
import type { DeviceStore } from './device-store.ts'
import type { FlightStore } from './flight-store.ts'
import type { KeepingStore } from './keeping-store.ts'
import type { LedgerStore } from './ledger-store.ts'
import type { OperatorStore } from './operator-store.ts'
import type { ProposalStore } from './proposal-store.ts'
import type { PublishingStore } from './publishing-store.ts'
import type { RecoveryStore } from './recovery-store.ts'
import type { ReferralStore } from './referral-store.ts'
import type { StoresInSteps } from './stores-in-steps.ts'
import type { VisaStore } from './visa-store.ts'

export interface Store
  extends LedgerStore,
    DeviceStore,
    AuditStore,
    CarrierStore,
    FlightStore,
    DeliveryStore,
    OperatorStore,
    ProposalStore,
    ReferralStore,
    VisaStore,
    KeepingStore,
    PublishingStore,
    Pick<RecoveryStore, 'changesSoFar'>,
    StoresInSteps {
  /** Leaves nothing of what was deleted in the files, as far as that is the program's to do: PostgreSQL's are its operator's. */
  eraseForgotten(): Promise<void>
  close(): Promise<void>
}
