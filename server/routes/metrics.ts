/** For the operator's Prometheus: requests, and how long everything that runs out still has. */
import type { FastifyInstance } from 'fastify'
import { Counter, collectDefaultMetrics, Gauge, Histogram, Registry } from 'prom-client'
import { KEY_PURPOSES } from '#evisa/trust-list.ts'
import { callerProblems, textIn } from '../api-description/answers.ts'
import { serverWarnings } from '../operation/warnings.ts'
import { onFirstWire } from '../publishing/first-wire.ts'
import type { Services } from '../services.ts'

const SECONDS = [0.001, 0.005, 0.02, 0.1, 0.5, 2, 10]

/** Counts every request from here on, and adds the route that tells. */
export function addMetrics(app: FastifyInstance, services: Services): void {
  const { store, publisher, keys, terms, watch, now, storeCheck, lastBackup } = services
  const registry = new Registry()
  const registers = [registry]
  collectDefaultMetrics({ register: registry })
  const labelNames = ['route', 'method', 'status'] as const
  const requests = new Counter({ name: 'evisa_requests_total', help: 'Requests answered', labelNames, registers })
  const seconds = new Histogram({
    name: 'evisa_request_seconds',
    help: 'Time to the answer',
    labelNames: ['route', 'method'],
    buckets: SECONDS,
    registers,
  })
  const gauge = (name: string, help: string, label?: string) =>
    new Gauge({ name, help, registers, labelNames: label === undefined ? [] : [label] })
  const left = gauge('evisa_artefact_seconds_left', 'Until an artefact expires; below 0 it has', 'artefact')
  const keyLeft = gauge('evisa_signing_key_seconds_left', 'Until a key may sign no longer; 0: there is none', 'purpose')
  const warnings = gauge('evisa_warnings', 'What needs attention, see /health/ready')
  const clockState = gauge('evisa_clock_doubted', 'Whether nothing is signed since the clock jumped ahead: 1 or 0')
  const signedAhead = gauge('evisa_clock_behind_signed_seconds', 'How far the clock is behind what was signed last')
  const visas = gauge('evisa_visas_issued', 'E-visas ever issued')
  const waiting = gauge('evisa_deliveries_waiting', 'Deliveries by e-mail that wait')
  const oldest = gauge('evisa_delivery_oldest_seconds', 'How long the oldest of them has waited')
  const proposals = gauge('evisa_proposals_waiting', 'Proposals that wait for a second person')
  const oldestProposal = gauge('evisa_proposal_oldest_seconds', 'How long the oldest of them has waited')
  const cases = gauge('evisa_cases_waiting', 'Cases that wait for an officer')
  const overdueCases = gauge('evisa_cases_overdue', 'Those of them whose promised time is past')
  const nextCase = gauge('evisa_case_seconds_left', 'Until the first of them is due; below 0 it is overdue')
  const issues = gauge('evisa_issuing_waiting', 'Cases that nobody objects to and that are not issued yet')
  const oldestIssue = gauge('evisa_issuing_oldest_seconds', 'How long the oldest of them has waited')
  const altered = gauge('evisa_decisions_altered', 'Decisions that were found not to be what was signed: look at once')
  const looks = gauge('evisa_second_looks_waiting', 'Decided cases that wait to be looked at again')
  const wrongLooks = gauge('evisa_second_looks_wrong', 'Those that were found not to be as they should: look at once')
  const firstWire = gauge('evisa_devices_on_wire_1', 'Devices that have not said that they speak version 2 of the wire')
  const notKept = gauge('evisa_store_not_kept', '1: what is written is not kept any more, see /health/ready')
  const damage = gauge('evisa_store_damage', 'Faults that were found when the whole store was read last')
  const checked = gauge('evisa_store_checked_seconds', 'How long ago that was; -1: not yet')
  const backup = gauge('evisa_backup_age_seconds', 'How long ago the last backup was made; -1: none is known of')
  const ledger = gauge('evisa_ledger_position', 'Where the ledger of crossings ends')

  const behind = gauge('evisa_store_behind', 'Whether the store lacks what was acknowledged: 1 if it does')
  const inDoubt = gauge('evisa_in_doubt', 'What a restored store says and nobody has confirmed yet')

  app.addHook('onResponse', async (request, reply) => {
    const { method, routeOptions } = request
    const route = routeOptions.url ?? 'none'
    requests.inc({ route, method, status: String(reply.statusCode) })
    seconds.observe({ route, method }, reply.elapsedTime / 1000)
  })
  app.get(
    '/metrics',
    {
      schema: {
        tags: ['operator'],
        operationId: 'metrics',
        summary: 'Metrics, for Prometheus',
        description: "Requests, and how long everything that runs out still has. With the authority's token.",
        response: { 200: textIn('text/plain', 'Text of the Prometheus exposition format'), ...callerProblems() },
      },
    },
    async (_request, reply) => {
      const isBehind = watch.behind() !== null
      behind.set(isBehind ? 1 : 0)
      // Nothing else that it would say is to be believed.
      if (isBehind) return reply.type(registry.contentType).send(await registry.metrics())
      inDoubt.set(Object.values(await store.countDoubts()).reduce((sum, count) => sum + count, 0))
      const at = now()
      const { trust, policy, snapshot } = await publisher.knowledge()
      for (const [artefact, held] of Object.entries({ trust, policy, snapshot })) {
        left.set({ artefact }, (held?.exp ?? at) - at)
      }
      const signing = await keys()
      for (const purpose of KEY_PURPOSES) keyLeft.set({ purpose }, (signing.key(purpose, at)?.signUntil ?? at) - at)
      warnings.set((await serverWarnings(publisher, keys, store, terms, at, lastBackup)).length)
      const clock = publisher.clock()
      clockState.set(clock.state === 'doubted' ? 1 : 0)
      signedAhead.set(Math.max(0, clock.signedAt - clock.now))
      visas.set(await store.countVisas())
      const backlog = await store.deliveryBacklog()
      waiting.set(backlog.waiting)
      oldest.set(backlog.oldestAt === null ? 0 : at - backlog.oldestAt)
      const open = await store.proposalBacklog(at)
      proposals.set(open.waiting)
      oldestProposal.set(open.oldestAt === null ? 0 : at - open.oldestAt)
      const queue = await store.caseBacklog(at)
      cases.set(queue.waiting)
      overdueCases.set(queue.overdue)
      nextCase.set(queue.firstDue === null ? 0 : queue.firstDue - at)
      const outbox = await store.issuingBacklog()
      issues.set(outbox.waiting)
      oldestIssue.set(outbox.oldestAt === null ? 0 : at - outbox.oldestAt)
      altered.set(outbox.altered)
      const drawn = await store.countSecondLooks()
      looks.set(drawn.open)
      wrongLooks.set(drawn.wrong)
      firstWire.set(await onFirstWire(store))
      notKept.set(store.storeFault() === null ? 0 : 1)
      damage.set(storeCheck?.damage()?.length ?? 0)
      checked.set(at - (storeCheck?.checkedAt() ?? at + 1))
      const madeAt = lastBackup?.madeAt() ?? null
      backup.set(madeAt === null ? -1 : at - madeAt)
      ledger.set((await store.ledgerEnd()).position)
      return reply.type(registry.contentType).send(await registry.metrics())
    },
  )
}
