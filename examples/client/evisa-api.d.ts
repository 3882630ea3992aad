// Made by npm run client from the description of the server. Do not edit.
// biome-ignore-all lint: made
// biome-ignore-all format: made
export interface paths {
    "/.well-known/jwks.json": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * The keys of e-visas as a JWK Set (RFC 7517), announced and retired ones included
         * @description For looking at an e-visa with any JOSE library. A scanner must not build on it: it is not signed, and it leaves out stolen keys, whose visas are told apart by their register.
         */
        get: operations["visaKeys"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/.well-known/oauth-authorization-server": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * How devices get access (RFC 8414)
         * @description Metadata of the authorization server, for OAuth 2 libraries.
         */
        get: operations["authorizationServer"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/demo/{file}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * A demo e-visa as a file
         * @description NUMBER.pdf to print, NUMBER.png for a phone. Of people who do not exist, on a demonstration server only.
         */
        get: operations["demoFile"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/health/live": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * The process runs
         * @description For a supervisor: nothing but the process is asked.
         */
        get: operations["live"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/health/ready": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * The store answers and artefacts can be signed; with a warning of what runs out soon
         * @description For a load balancer and for alarms: what is warned of runs out long before it changes an answer.
         */
        get: operations["ready"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/metrics": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Metrics, for Prometheus
         * @description Requests, and how long everything that runs out still has. With the authority's token.
         */
        get: operations["metrics"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/schemas": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * The names of the JSON Schemas
         * @description Of everything that is signed.
         */
        get: operations["listSchemas"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/schemas/{file}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * The JSON Schema of a signed payload
         * @description Draft 2020-12.
         */
        get: operations["schema"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/account": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Your account
         * @description For the person who is signed in.
         */
        get: operations["account"];
        /**
         * Sets the language of the letters to you
         * @description For the person who is signed in.
         */
        put: operations["setAccount"];
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/account/address-changes": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Sends a code to the address that your account is to have
         * @description Answered alike for every address, whoever has it.
         */
        post: operations["askAddressChange"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/account/address-changes/{id}/code": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Changes the address of your account, by the code that went to the new one
         * @description The old address is told, and your other sessions end.
         */
        post: operations["changeAddress"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/applications/{reference}/copies": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * The copies of one's own case, such as one that another device began
         * @description At most 50.
         */
        get: operations["passportCopies"];
        put?: never;
        /**
         * Begins a copy of a passport, by its size
         * @description JPEG, PNG or PDF. In place of one that is still arriving; the one that was accepted stays until this one is. How large it may be the terms say.
         */
        post: operations["beginPassportCopy"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/applications/{reference}/copies/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * What has come of a copy, and what became of it
         * @description After a cut go on from `received`.
         */
        get: operations["passportCopy"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/applications/{reference}/copies/{id}/content": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        /**
         * Sends the whole of a copy as one stream
         * @description Whatever came of it before gives way. It may take as long as it comes on. What is cut off goes on in parts.
         */
        put: operations["sendPassportCopy"];
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/applications/{reference}/copies/{id}/pages/{file}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * A page of a copy that was accepted, as it was made anew
         * @description Upright, without metadata, for its owner. Each look is noted in the audit trail.
         */
        get: operations["passportCopyPage"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/applications/{reference}/copies/{id}/parts/{place}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        /**
         * Sends a part of a copy; answered once it is durable
         * @description At most 262144 bytes, in order, each at the place where the last one ended. The same part again is answered as the first time. The last one is answered once the copy was opened, or after 20 seconds.
         */
        put: operations["sendPassportCopyPart"];
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/applications/{reference}/payments": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * What became of the payments of an application, and what the payer is to do
         * @description While one is open the bank is asked every ten seconds: ask here as often.
         */
        get: operations["casePayments"];
        put?: never;
        /**
         * Begins the payment of the fee, or gives the one that is open
         * @description For a submitted application of the traveller. Kept before the bank hears of it: asking again, twice at once, or after a fault gives the same payment. The payer is sent to `page`; what became of it is told by GET.
         */
        post: operations["beginPayment"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/applications/{reference}/payments/{id}/receipt.pdf": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** The receipt of a payment, one page of A4 */
        get: operations["paymentReceipt"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/applications/{reference}/visa.pdf": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * The e-visa of one's own application, as a page to print
         * @description Of a revoked e-visa there is none.
         */
        get: operations["ownVisaDocument"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/applications/{reference}/visa.png": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * The e-visa of one's own application, as a picture for a phone
         * @description Of a revoked e-visa there is none.
         */
        get: operations["ownVisaPicture"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/applications/{reference}/visa/deliveries": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Sends the e-visa of one's own application again, to the address of the account
         * @description At most 5 times a day.
         */
        post: operations["sendOwnVisa"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/artefacts/2/snapshot": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * The snapshot of wire version 2, with the epoch and extensions; its own trust list
         * @description Signed: whoever holds the root can check it, wherever it comes from. `if-none-match` saves sending it again.
         */
        get: operations["snapshotOfSecondWire"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/artefacts/2/trust": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * The trust list of wire version 2, which names keys of every purpose
         * @description Signed: whoever holds the root can check it, wherever it comes from. `if-none-match` saves sending it again.
         */
        get: operations["trustOfSecondWire"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/artefacts/by-hash/{sha256}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * The artefact with this very text: never changes, so any cache may keep it
         * @description Signed: whoever holds the root can check it, wherever it comes from. `if-none-match` saves sending it again.
         */
        get: operations["artefactByHash"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/artefacts/policy": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * The policy: checkpoints, categories, nationalities, limits
         * @description Signed: whoever holds the root can check it, wherever it comes from. `if-none-match` saves sending it again.
         */
        get: operations["policy"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/artefacts/register/{kid}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * The register of what a key truly issued that was stolen
         * @description Signed: whoever holds the root can check it, wherever it comes from. `if-none-match` saves sending it again.
         */
        get: operations["register"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/artefacts/root/{version}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * A version of the root; each is signed by the one before it, so they are walked one by one
         * @description Signed: whoever holds the root can check it, wherever it comes from. `if-none-match` saves sending it again.
         */
        get: operations["root"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/artefacts/snapshot": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * The snapshot: which artefacts are the present ones, by version and hash; ask for it first
         * @description Signed: whoever holds the root can check it, wherever it comes from. `if-none-match` saves sending it again.
         */
        get: operations["snapshot"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/artefacts/status/{list}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * A status list (IETF Token Status List, 2 bits a visa)
         * @description Signed: whoever holds the root can check it, wherever it comes from. `if-none-match` saves sending it again.
         */
        get: operations["statusList"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/artefacts/trust": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * The trust list: every key and what it is for, signed by a threshold of root keys
         * @description Signed: whoever holds the root can check it, wherever it comes from. `if-none-match` saves sending it again.
         */
        get: operations["trust"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/audit": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Who did what, in order, each row chained to the one before
         * @description At most 5000 rows after a position, with the checkpoints among them.
         */
        get: operations["listAudit"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/audit/checkpoint": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * A signed checkpoint of the trail as it is now: keep it elsewhere
         * @description What is changed, removed or written anew later is found by it.
         */
        get: operations["makeAuditCheckpoint"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/carriers": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * All carriers, and how many devices each has and may have
         * @description For the authority.
         */
        get: operations["listCarriers"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/carriers/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        /**
         * Adds a carrier, or changes its name and how many devices it may have
         * @description A number below what it has takes no device away: it may enrol none until there are fewer.
         */
        put: operations["setCarrier"];
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/cases": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Cases by due time: those that wait for an officer, or those of one state
         * @description At most 200 at a time. In a state in which nothing is due they are in the order of their last change.
         */
        get: operations["listCases"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/cases/{reference}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * All of a case side by side, every difference marked
         * @description Noted in the audit trail. It renews the claim of the officer who has the case.
         */
        get: operations["showCase"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/cases/{reference}/claim": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Gives a case to the operator who asks, for 30 minutes, or for as long again
         * @description Another operator is told who has it and until when. Only who has a case decides it.
         */
        post: operations["claimCase"];
        /**
         * Gives a case back, for other officers
         * @description Also where the operator does not have it any more.
         */
        delete: operations["giveBackCase"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/cases/{reference}/correction": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Corrects an e-visa as its holder asked, or says why it stays
         * @description Another e-visa of the same invitation takes its place, while it is valid and unused. Without `change` it is what the traveller asked for. With `correct` false the traveller is told the `reason`.
         */
        post: operations["decideCorrection"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/cases/{reference}/decision": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Decides a case, or what another officer decided first
         * @description Only by the operator who has claimed it, and only as it was seen: where it changed meanwhile nothing is decided. Without objection its e-visa is issued and sent within seconds. What the terms say takes two waits for a second operator.
         */
        post: operations["decideCase"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/conflicts": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * What has to be looked at, or was
         * @description Entries used twice, uses after a revocation, overrides, cloned devices, missing records, wrong clocks: oldest first, those of one e-visa and kind as one, under the id of the newest.
         */
        get: operations["listConflicts"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/conflicts/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * One conflict: what it is, and who reviewed it
         * @description Reviewed or not. One that was only a mistake, and was taken back, is not there any more.
         */
        get: operations["conflict"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/conflicts/{id}/records": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * The records that a conflict is about, as their devices signed them
         * @description Oldest first. One that was only a mistake, and was taken back, is not there any more.
         */
        get: operations["listConflictRecords"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/conflicts/{id}/review": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Closes a conflict for good, with a reason
         * @description It closes those of its e-visa and kind that were raised before it, too, and none that came later. A review is not changed.
         */
        post: operations["reviewConflict"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/crossings": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Hands in crossings; answered once they are durable
         * @description An entry of basis `online` is a compare-and-set: it counts only while an entry is left; of a number that is unknown here it is held where the e-visa in it is proven or cannot be checked now, and refused otherwise. All else is a fact, and kept. The same events again are answered by the same receipts. What is not proven by the key of its device is rejected; the others are taken all the same.
         */
        post: operations["handInCrossings"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/crossings/conflicts": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * What the authority has to look at, and has not yet, of the records of the device that asks
         * @description At most 100: conflicts about its own events, and about the use of e-visas that it recorded something of. Who reviewed what, and why, is told to the authority alone.
         */
        get: operations["conflictsOfDevice"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/crossings/feed": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Crossings of all devices after a position, in order of commit: a signed page (see /schemas/feed-page.json)
         * @description At most 5000 crossings; ask again from `next` until the page is complete.
         */
        get: operations["crossingsFeed"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/deliveries": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Deliveries in the order in which they were asked for, of one state or of all
         * @description At most 1000 at a time, after an id; complete says whether these were the last.
         */
        get: operations["listDeliveries"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/deliveries/{id}/resend": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Sends an e-visa again to the same address: a new delivery, linked to this one
         * @description For one that was sent or bounced.
         */
        post: operations["resendDelivery"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/device-keys/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * A device's key and while it was enrolled, signed (see /schemas/device-key.json)
         * @description For whoever is shown a receipt that a device signed.
         */
        get: operations["deviceKey"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/devices": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * All devices, or those of your carrier: when they were seen, what they have not handed in, how old their data is
         * @description For the authority and a carrier's administrator.
         */
        get: operations["listDevices"];
        put?: never;
        /**
         * Enrols a scanner by its one-time code
         * @description The DPoP proof of the request (RFC 9449) is by the key that is enrolled.
         */
        post: operations["enrolDevice"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/devices/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * One device
         * @description For the authority, and for the device itself.
         */
        get: operations["device"];
        put?: never;
        post?: never;
        /**
         * Revokes a device: its access ends at once
         * @description What it hands in later waits for a review.
         */
        delete: operations["revokeDevice"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/devices/{id}/report": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        /**
         * What a device says of itself at the end of each sync
         * @description For the device itself.
         */
        put: operations["reportDevice"];
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/eligibility": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Whether a visa is needed, which one, and where it is asked for: exactly one answer
         * @description Open to all; nothing is kept. The address of an answer may be sent to a friend.
         */
        get: operations["eligibility"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/enrolment-codes": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Makes a one-time enrolment code, good for 15 minutes
         * @description A carrier's administrator makes codes for its own carrier, as long as that may have more devices.
         */
        post: operations["makeEnrolmentCode"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/flight-checks": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * The flights that your carrier checked, the latest arrival first; until three days after it
         * @description At most 200; no other carrier sees them.
         */
        get: operations["listFlights"];
        put?: never;
        /**
         * Checks the passengers of a flight: one answer each, as soon as it is known
         * @description JSON, or `text/csv` with the flight in the query or in its columns. Answered as JSON lines (`flight`, then `answer` and `progress`, `end` at last: without it the answer is not complete), or as CSV where that is accepted. A row that is not understood is answered as CHECK BY HAND and says why.
         */
        post: operations["checkFlight"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/flight-checks/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * A flight and its answers as they are now, exceptions first; as CSV where that is accepted
         * @description With the receipt of every answer.
         */
        get: operations["flight"];
        /**
         * Checks a flight again, late or diverted: another arrival or airport
         * @description Answered as the first check is; `changed_from` says which answers are others than before.
         */
        put: operations["recheckFlight"];
        post?: never;
        /**
         * Removes a flight and its answers
         * @description For good; it goes by itself three days after its arrival.
         */
        delete: operations["removeFlight"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/flight-checks/{id}/events": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * What changes about a flight, as server-sent events
         * @description `flight` has the flight, `changed` the answers that are others; the id is the revision, and who comes back with `Last-Event-ID` misses nothing. Ended after five minutes: come back with a new token.
         */
        get: operations["watchFlight"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/letters": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Letters to people in the order in which they were queued, of one state or of all, without what they say
         * @description At most 1000 at a time, after an id; complete says whether these were the last.
         */
        get: operations["listLetters"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/operators": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * All operators, by name
         * @description For the authority.
         */
        get: operations["listOperators"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/operators/{name}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        /**
         * Adds an operator, or gives one another token: the one before is good no more
         * @description By the authority's own token. The token is told here and never again: only its hash is kept.
         */
        put: operations["setOperator"];
        post?: never;
        /**
         * Removes an operator: the token is good no more, and what the person proposed cannot be approved
         * @description By the authority's own token.
         */
        delete: operations["removeOperator"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/payment-notices/{acquirer}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * A bank's notice that something happened to an invoice
         * @description Only a nudge: the bank is asked about that invoice soon. Answered alike, and at once, whether there is such a payment or not.
         */
        post: operations["noticePayment"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/payments": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Payments in the order in which they were begun, of one state or of all
         * @description At most 500 at a time, after an id; complete says whether these were the last.
         */
        get: operations["listPayments"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/payments/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** One payment */
        get: operations["showPayment"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/payments/{id}/owe-back": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Gives an amount back: a wrong one, or one whose return failed
         * @description It goes to the card that it came from, by itself, and is tried until the bank has done it.
         */
        post: operations["owePaymentBack"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/policy": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * All editions of the policy, by their first day
         * @description What scanners hold of it, signed, is /v1/artefacts/policy.
         */
        get: operations["policyEditions"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/proposals": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Proposals that wait for a second person, or all; the newest first
         * @description At most 1000, without what they change one by one. Every answer to an operator tells by `evisa-proposals-waiting` how many wait of others, and by `evisa-proposals-ended` how many of the own were decided or ran out and were not read since.
         */
        get: operations["listProposals"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/proposals/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * A proposal with all that it would change
         * @description For the authority. With the e-visas that it is about, which is noted in the audit trail.
         */
        get: operations["proposal"];
        put?: never;
        post?: never;
        /**
         * Declines a proposal, or withdraws your own
         * @description It stays in the list of all, declined.
         */
        delete: operations["declineProposal"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/proposals/{id}/approval": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Approves the proposal of another operator: it is done at once, all of it or nothing
         * @description Scanners hear of it with their next synchronisation.
         */
        post: operations["approveProposal"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/proposals/policy": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Proposes another edition of the policy, in force from its effective_from on
         * @description Whole, as GET /v1/policy has them. One that has begun is never altered; one that has not gives way to another of the same first day. Another operator approves it within seven days, and then it is signed.
         */
        post: operations["proposePolicy"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/proposals/status": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Proposes to revoke, suspend or reinstate up to 10000 e-visas, all or none
         * @description Those that are so already are left out. Another operator approves it within seven days.
         */
        post: operations["proposeStatus"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/proposals/terms": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Proposes another edition of the terms, in force from its effective_from on
         * @description Whole, as GET /v1/terms has them; the same rules as for the policy. A case keeps the edition that it was submitted under.
         */
        post: operations["proposeTerms"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/published-versions": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Which versions were published, and when, signed (see /schemas/published-versions.json)
         * @description For whoever is shown a receipt that a device signed: what it names was published before the time of the check, or it says what is not so.
         */
        get: operations["publishedVersions"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/referrals": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Who was sent to second line, and what became of them
         * @description Oldest first, of all devices of a checkpoint: for a device the open ones. The authority may ask for all checkpoints, and for closed and forgotten ones.
         */
        get: operations["listReferrals"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/sessions": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Your sessions that are not over, newest first
         * @description For the person who is signed in. At most a hundred.
         */
        get: operations["listSessions"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/sessions/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post?: never;
        /**
         * Ends one of your sessions
         * @description For the person who is signed in.
         */
        delete: operations["endSession"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/sessions/current": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post?: never;
        /**
         * Ends the session of this call
         * @description For the person who is signed in. It is over at this server at once.
         */
        delete: operations["signOut"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/sessions/others": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post?: never;
        /**
         * Ends all your sessions but the one of this call
         * @description For the person who is signed in, where somebody else may have used one.
         */
        delete: operations["endOtherSessions"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/settlements": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Takes in the bank's file of a day
         * @description CSV: terminal,invoice,transaction,kind,amount,currency,at. A charge that we do not know is as if the bank had been asked; what does not agree is told in findings. The same file again changes nothing.
         */
        post: operations["settlePayments"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/sign-ins": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Sends a code and a link to an address, to sign in by
         * @description Good for 10 minutes and 5 tries. Answered alike for every address, whether there is an account or not, and also where nothing is sent because 5 codes went to the address within the hour. The account is made when the first code is right.
         */
        post: operations["askSignIn"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/sign-ins/{id}/code": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Begins a session by the code of the message
         * @description In the browser that asked. An earlier code of the same browser is as good, while it lasts.
         */
        post: operations["signInByCode"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/sign-ins/by-link": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Begins a session by the link of the message; elsewhere than in the browser that asked, tells the code
         * @description To be called when a person presses a button, never when the link is only opened: filters open links.
         */
        post: operations["signInByLink"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/terms": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * All editions of the terms: purposes, fees, hours and days of work, times
         * @description Each figure with its source, and whether the authority has set it or it is only a draft.
         */
        get: operations["termsEditions"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/time": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * What time it is, signed for this one question (see /schemas/time-answer.json)
         * @description The answer echoes the nonce, so that none of before can stand in its place: who sees it come back knows how far ahead its own clock is, within half of the time that the answer took.
         */
        get: operations["time"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/token": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * A token for five minutes, bound to the key of the device (RFC 9449)
         * @description Client credentials with private_key_jwt and a DPoP proof with the nonce of this server. Errors are those of OAuth 2 (RFC 6749).
         */
        post: operations["getToken"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/verifications": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Checks an e-visa by its QR text, or by visa number, passport number and birth date
         * @description Carriers ask as audience `carrier`, at most 68 hours before the landing; border devices as `entry` or `exit`. Look-ups by number are limited, and noted.
         */
        post: operations["verify"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/visa-batches": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Issues up to 500 e-visas in one step
         * @description Each application is answered by itself: one that is refused keeps none of the others.
         */
        post: operations["issueVisas"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/visa-desk": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * The number and the hours of the visa desk, signed (see /schemas/visa-desk.json)
         * @description By a key of the purpose `policy`, so that nobody in the network sends a gate to another telephone. It may be kept and shown without a network; asking once a day is enough.
         */
        get: operations["visaDesk"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/visas": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Issues an e-visa: judged by the policy, signed, recorded
         * @description What breaks the policy is refused with the field, the rule and what to do. The same `application_reference` again answers 200 with the e-visa that was issued. With `email` it is also sent: see its deliveries.
         */
        post: operations["issueVisa"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/visas/{number}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Looks an e-visa up
         * @description Noted in the audit trail.
         */
        get: operations["visa"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/visas/{number}/deliveries": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * All deliveries of an e-visa, oldest first
         * @description For the authority.
         */
        get: operations["visaDeliveries"];
        put?: never;
        /**
         * Sends an e-visa by e-mail, with its PDF
         * @description Queued, and sent soon. While it waits, asking again for the same address gives the same delivery.
         */
        post: operations["deliverVisa"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/visas/{number}/document.pdf": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * The e-visa as a page of A4, for the traveller to print
         * @description Noted in the audit trail. Of a revoked e-visa there is none.
         */
        get: operations["visaDocument"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/visas/{number}/picture.png": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * The e-visa as a picture for a phone, 1080 pixels across
         * @description Noted in the audit trail. Of a revoked e-visa there is none.
         */
        get: operations["visaPicture"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/visas/{number}/qr.png": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * The QR code as PNG
         * @description Noted in the audit trail.
         */
        get: operations["visaQrPng"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/visas/{number}/qr.svg": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * The QR code as SVG, 50 mm
         * @description Noted in the audit trail.
         */
        get: operations["visaQrSvg"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/visas/{number}/replacement": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Revokes an e-visa and issues a corrected one in its place, both or neither
         * @description An e-visa is never edited. The new one is of the same invitation; the two name each other in `replaces` and `replaced_by`. One that is suspended, or was used to enter, is not replaced. Counted among single changes of status. It is sent to `email`; without one, to where the last e-mail with the replaced e-visa of the same person went. Where there was none, or it came back, it is refused (`reaches-holder`) until it has an address, or `delivery` says that it is given by hand. What of the replaced e-visa waits to be sent is closed.
         */
        post: operations["replaceVisa"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/visas/{number}/status": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        /**
         * Revokes, suspends or reinstates an e-visa
         * @description A revoked one stays revoked. At most 100 an hour, replacements counted: more is a mass action, which a second person approves (POST /v1/proposals/status).
         */
        put: operations["setVisaStatus"];
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
}
export type webhooks = Record<string, never>;
export interface components {
    schemas: {
        /** Crossing event */
        CrossingEvent: {
            /** @enum {string} */
            action: "entry";
            /** @description Epoch seconds */
            at: number;
            /** @description online: recorded only while an entry is left. offline: it happened */
            basis: "online" | "offline";
            checkpoint: string;
            device: string;
            /** @description The e-visa that was shown, packed as in its code, base64url: its number may be unknown to the authority */
            evisa?: string;
            /** @description What later programs add; of wire version 2 */
            extensions?: {
                /** @description Whoever does not know it decides nothing by this document: refer */
                must: boolean;
                name: string;
                /** @description Of any form */
                value?: unknown;
            }[];
            /** @description e.g. KC104 */
            flight?: string;
            /** @description UUIDv7 (RFC 9562), made by the device */
            id: string;
            /** @description UUIDv7 (RFC 9562), made by the device */
            instead_of?: string;
            /** @description The versions that the decision rested on */
            knew: {
                policy?: number;
                snapshot?: number;
                trust_list?: number;
            };
            operator?: string;
            /** @description UUIDv7 (RFC 9562), made by the device */
            override?: string;
            /** @description The hash of the event before it; null for the first */
            prev: string | null;
            /** @description Primary reason of the decision that it rests on; null for a plain clear */
            reason: string | null;
            /** @description UUIDv7 (RFC 9562), made by the device */
            referral?: string;
            /** @description Its place in the chain of this device */
            seq: number;
            /** @description UUIDv7 (RFC 9562), made by the device */
            shift?: string;
            visa_number: string;
        } | {
            /** @enum {string} */
            action: "exit";
            /** @description Epoch seconds */
            at: number;
            /** @description online: recorded only while an entry is left. offline: it happened */
            basis: "online" | "offline";
            checkpoint: string;
            device: string;
            /** @description The e-visa that was shown, packed as in its code, base64url: its number may be unknown to the authority */
            evisa?: string;
            /** @description What later programs add; of wire version 2 */
            extensions?: {
                /** @description Whoever does not know it decides nothing by this document: refer */
                must: boolean;
                name: string;
                /** @description Of any form */
                value?: unknown;
            }[];
            /** @description e.g. KC104 */
            flight?: string;
            /** @description UUIDv7 (RFC 9562), made by the device */
            id: string;
            /** @description The versions that the decision rested on */
            knew: {
                policy?: number;
                snapshot?: number;
                trust_list?: number;
            };
            operator?: string;
            /** @description The hash of the event before it; null for the first */
            prev: string | null;
            /** @description Primary reason of the decision that it rests on; null for a plain clear */
            reason: string | null;
            /** @description UUIDv7 (RFC 9562), made by the device */
            referral?: string;
            /** @description Its place in the chain of this device */
            seq: number;
            /** @description UUIDv7 (RFC 9562), made by the device */
            shift?: string;
            visa_number: string;
        } | {
            /** @enum {string} */
            action: "refusal";
            /** @description Epoch seconds */
            at: number;
            checkpoint: string;
            device: string;
            /** @description The e-visa that was shown, packed as in its code, base64url: its number may be unknown to the authority */
            evisa?: string;
            /** @description What later programs add; of wire version 2 */
            extensions?: {
                /** @description Whoever does not know it decides nothing by this document: refer */
                must: boolean;
                name: string;
                /** @description Of any form */
                value?: unknown;
            }[];
            /** @description e.g. KC104 */
            flight?: string;
            /** @description UUIDv7 (RFC 9562), made by the device */
            id: string;
            /** @description The versions that the decision rested on */
            knew: {
                policy?: number;
                snapshot?: number;
                trust_list?: number;
            };
            operator?: string;
            /** @description The hash of the event before it; null for the first */
            prev: string | null;
            /** @description Primary reason of the decision that it rests on; null for a plain clear */
            reason: string | null;
            /** @description UUIDv7 (RFC 9562), made by the device */
            referral?: string;
            /** @description Its place in the chain of this device */
            seq: number;
            /** @description UUIDv7 (RFC 9562), made by the device */
            shift?: string;
            visa_number: string;
        } | {
            /** @enum {string} */
            action: "void";
            /** @description Epoch seconds */
            at: number;
            checkpoint: string;
            device: string;
            /** @description What later programs add; of wire version 2 */
            extensions?: {
                /** @description Whoever does not know it decides nothing by this document: refer */
                must: boolean;
                name: string;
                /** @description Of any form */
                value?: unknown;
            }[];
            /** @description e.g. KC104 */
            flight?: string;
            /** @description UUIDv7 (RFC 9562), made by the device */
            id: string;
            /** @description The versions that the decision rested on */
            knew: {
                policy?: number;
                snapshot?: number;
                trust_list?: number;
            };
            operator?: string;
            /** @description The hash of the event before it; null for the first */
            prev: string | null;
            /** @description Its place in the chain of this device */
            seq: number;
            /** @description UUIDv7 (RFC 9562), made by the device */
            shift?: string;
            /** @description Of wire version 2 */
            statement?: {
                /** @description base64url */
                authenticator_data: string;
                /** @description clientDataJSON, base64url */
                client_data: string;
                /** @description Its id, base64url */
                credential: string;
                /** @description As the roster names them */
                person: string;
                /** @description DER, base64url */
                signature: string;
            };
            supervisor?: string;
            text: string;
            visa_number: string | null;
            /** @description UUIDv7 (RFC 9562), made by the device */
            voids: string;
        } | {
            /** @enum {string} */
            action: "override";
            /** @description Epoch seconds */
            at: number;
            checkpoint: string;
            code: "ARRIVED_IN_TIME" | "STAMPS_CHECKED" | "DOCUMENTS_CHECKED" | "AUTHORITY_CONFIRMED";
            device: string;
            /** @description What later programs add; of wire version 2 */
            extensions?: {
                /** @description Whoever does not know it decides nothing by this document: refer */
                must: boolean;
                name: string;
                /** @description Of any form */
                value?: unknown;
            }[];
            /** @description e.g. KC104 */
            flight?: string;
            /** @description UUIDv7 (RFC 9562), made by the device */
            id: string;
            /** @description The versions that the decision rested on */
            knew: {
                policy?: number;
                snapshot?: number;
                trust_list?: number;
            };
            operator?: string;
            overrules: string[];
            /** @description The hash of the event before it; null for the first */
            prev: string | null;
            /** @description Its place in the chain of this device */
            seq: number;
            /** @description UUIDv7 (RFC 9562), made by the device */
            shift?: string;
            /** @description Of wire version 2 */
            statement?: {
                /** @description base64url */
                authenticator_data: string;
                /** @description clientDataJSON, base64url */
                client_data: string;
                /** @description Its id, base64url */
                credential: string;
                /** @description As the roster names them */
                person: string;
                /** @description DER, base64url */
                signature: string;
            };
            supervisor: string;
            text: string;
            visa_number: string;
        } | {
            /** @enum {string} */
            action: "exit";
            /** @description Epoch seconds */
            at: number;
            /** @description online: recorded only while an entry is left. offline: it happened */
            basis: "online" | "offline";
            checkpoint: string;
            device: string;
            /** @description What later programs add; of wire version 2 */
            extensions?: {
                /** @description Whoever does not know it decides nothing by this document: refer */
                must: boolean;
                name: string;
                /** @description Of any form */
                value?: unknown;
            }[];
            /** @description e.g. KC104 */
            flight?: string;
            /** @description UUIDv7 (RFC 9562), made by the device */
            id: string;
            /** @description The versions that the decision rested on */
            knew: {
                policy?: number;
                snapshot?: number;
                trust_list?: number;
            };
            operator?: string;
            /** @description The machine-readable lines of the passport: all that says who this was */
            passport: string[];
            /** @description The hash of the event before it; null for the first */
            prev: string | null;
            /** @description Primary reason of the decision that it rests on; null for a plain clear */
            reason: string | null;
            /** @description UUIDv7 (RFC 9562), made by the device */
            referral?: string;
            /** @description Its place in the chain of this device */
            seq: number;
            /** @description UUIDv7 (RFC 9562), made by the device */
            shift?: string;
            visa_number: null;
        } | {
            /** @enum {string} */
            action: "referral";
            /** @description Epoch seconds */
            at: number;
            checkpoint: string;
            crossing: "entry" | "exit";
            device: string;
            /** @description The e-visa that was shown, packed as in its code, base64url: its number may be unknown to the authority */
            evisa?: string;
            /** @description What later programs add; of wire version 2 */
            extensions?: {
                /** @description Whoever does not know it decides nothing by this document: refer */
                must: boolean;
                name: string;
                /** @description Of any form */
                value?: unknown;
            }[];
            /** @description e.g. KC104 */
            flight?: string;
            /** @description UUIDv7 (RFC 9562), made by the device */
            id: string;
            /** @description The versions that the decision rested on */
            knew: {
                policy?: number;
                snapshot?: number;
                trust_list?: number;
            };
            operator?: string;
            /** @description The hash of the event before it; null for the first */
            prev: string | null;
            reasons: string[];
            /** @description Its place in the chain of this device */
            seq: number;
            /** @description UUIDv7 (RFC 9562), made by the device */
            shift?: string;
            visa_number: string;
        } | {
            /** @enum {string} */
            action: "referral";
            /** @description Epoch seconds */
            at: number;
            checkpoint: string;
            crossing: "entry" | "exit";
            device: string;
            /** @description What later programs add; of wire version 2 */
            extensions?: {
                /** @description Whoever does not know it decides nothing by this document: refer */
                must: boolean;
                name: string;
                /** @description Of any form */
                value?: unknown;
            }[];
            /** @description e.g. KC104 */
            flight?: string;
            /** @description UUIDv7 (RFC 9562), made by the device */
            id: string;
            /** @description The versions that the decision rested on */
            knew: {
                policy?: number;
                snapshot?: number;
                trust_list?: number;
            };
            operator?: string;
            /** @description The machine-readable lines of the passport: all that says who this was */
            passport?: string[];
            /** @description The hash of the event before it; null for the first */
            prev: string | null;
            reasons: string[];
            /** @description Its place in the chain of this device */
            seq: number;
            /** @description UUIDv7 (RFC 9562), made by the device */
            shift?: string;
            visa_number: null;
        } | {
            /** @enum {string} */
            action: "second-line";
            /** @description Epoch seconds */
            at: number;
            checkpoint: string;
            device: string;
            did: "taken" | "handed-back" | "closed";
            /** @description What later programs add; of wire version 2 */
            extensions?: {
                /** @description Whoever does not know it decides nothing by this document: refer */
                must: boolean;
                name: string;
                /** @description Of any form */
                value?: unknown;
            }[];
            /** @description e.g. KC104 */
            flight?: string;
            /** @description UUIDv7 (RFC 9562), made by the device */
            id: string;
            /** @description The versions that the decision rested on */
            knew: {
                policy?: number;
                snapshot?: number;
                trust_list?: number;
            };
            operator?: string;
            /** @description The hash of the event before it; null for the first */
            prev: string | null;
            /** @description UUIDv7 (RFC 9562), made by the device */
            referral: string;
            /** @description Its place in the chain of this device */
            seq: number;
            /** @description UUIDv7 (RFC 9562), made by the device */
            shift?: string;
            text?: string;
            visa_number: string | null;
        } | {
            /** @enum {string} */
            action: "unresolved";
            /** @description Epoch seconds */
            at: number;
            because: "walked-away" | "locked" | "officer-changed" | "reloaded" | "timed-out";
            checkpoint: string;
            /** @description Epoch seconds */
            decided_at: number;
            device: string;
            /** @description The e-visa that was shown, packed as in its code, base64url: its number may be unknown to the authority */
            evisa?: string;
            /** @description What later programs add; of wire version 2 */
            extensions?: {
                /** @description Whoever does not know it decides nothing by this document: refer */
                must: boolean;
                name: string;
                /** @description Of any form */
                value?: unknown;
            }[];
            /** @description e.g. KC104 */
            flight?: string;
            /** @description UUIDv7 (RFC 9562), made by the device */
            id: string;
            /** @description The versions that the decision rested on */
            knew: {
                policy?: number;
                snapshot?: number;
                trust_list?: number;
            };
            operator?: string;
            /** @description The hash of the event before it; null for the first */
            prev: string | null;
            /** @description Its place in the chain of this device */
            seq: number;
            /** @description UUIDv7 (RFC 9562), made by the device */
            shift?: string;
            visa_number: string;
        } | {
            /** @enum {string} */
            action: "shift";
            /** @description Epoch seconds */
            at: number;
            checkpoint: string;
            device: string;
            /** @description What later programs add; of wire version 2 */
            extensions?: {
                /** @description Whoever does not know it decides nothing by this document: refer */
                must: boolean;
                name: string;
                /** @description Of any form */
                value?: unknown;
            }[];
            /** @description e.g. KC104 */
            flight?: string;
            /** @description UUIDv7 (RFC 9562), made by the device */
            id: string;
            /** @description The versions that the decision rested on */
            knew: {
                policy?: number;
                snapshot?: number;
                trust_list?: number;
            };
            operator?: string;
            /** @description The hash of the event before it; null for the first */
            prev: string | null;
            /** @description Its place in the chain of this device */
            seq: number;
            /** @description UUIDv7 (RFC 9562), made by the device */
            shift?: string;
            /** @description Of wire version 2 */
            statement?: {
                /** @description base64url */
                authenticator_data: string;
                /** @description clientDataJSON, base64url */
                client_data: string;
                /** @description Its id, base64url */
                credential: string;
                /** @description As the roster names them */
                person: string;
                /** @description DER, base64url */
                signature: string;
            };
            /** @description Epoch seconds */
            until: number;
            visa_number: null;
        };
        /** A flight that was checked */
        FlightHead: {
            /** @description RFC 3339 */
            arrival: string;
            /** @description Epoch seconds */
            checked_at: number | null;
            /** @description Airport of the first landing in Kazakhstan */
            checkpoint: string;
            counts: {
                clear: number;
                not_applicable: number;
                refer: number;
                refuse: number;
            };
            /** @description Epoch seconds */
            created_at: number;
            /** @description RFC 3339 */
            departure: string | null;
            /** @description e.g. KC104 */
            flight: string;
            id: string;
            passengers: number;
            /** @description Rises whenever an answer or the plan changes */
            revision: number;
        };
        /**
         * Problem
         * @description RFC 9457 problem
         */
        Problem: {
            detail?: string;
            errors?: {
                /** @description The member, e.g. holder.nationality */
                field: string;
                /** @description What was wrong and what to do */
                message: string;
                /** @description The rule that it breaks */
                rule: string;
            }[];
            status: number;
            title: string;
            /** @description urn:evisa:problem:<code> */
            type: string;
        };
        /** Claims of an e-visa of the Republic of Kazakhstan */
        VisaClaims: {
            /** @description Visa category, e.g. B12 */
            category: string;
            /** @enum {string} */
            enter_by: "international-airport";
            entries: 1 | 2 | "multiple";
            holder: {
                /** @description YYYY-MM-DD; YYYY-MM or YYYY where the passport does not know more */
                birth_date: string;
                /** @description Empty for a single name */
                given_names: string;
                /** @description Three letters: ISO 3166-1 or ICAO Doc 9303-3 */
                nationality: string;
                sex: "F" | "M" | "X";
                /** @description As the MRZ spells it, untruncated */
                surname: string;
            };
            /** @description Time of issue, epoch seconds */
            iat: number;
            /** @enum {string} */
            iss: "KAZ";
            /** @description Visa number: the identity of the visa */
            jti: string;
            passport: {
                /** @description Last day of the passport */
                expires: string;
                /** @description Three letters: ISO 3166-1 or ICAO Doc 9303-3 */
                issuer: string;
                number: string;
            };
            status: {
                status_list: {
                    idx: number;
                    uri: string;
                };
            };
            stay_days: number;
            /** @description First day, in Asia/Almaty */
            valid_from: string;
            /** @description Last day, in Asia/Almaty, inclusive */
            valid_until: string;
        };
    };
    responses: never;
    parameters: never;
    requestBodies: never;
    headers: never;
    pathItems: never;
}
export type $defs = Record<string, never>;
export interface operations {
    visaKeys: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description A JWK Set */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/jwk-set+json": {
                        keys: {
                            [key: string]: unknown;
                        }[];
                    };
                };
            };
            /** @description too-many: wait for as long as `retry-after` says */
            429: {
                headers: {
                    /** @description Seconds to wait */
                    "retry-after"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description internal: the server failed; nothing was acknowledged */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description too-busy, no-signing-key or not-built: try again shortly, or look at /health/ready */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    authorizationServer: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        dpop_signing_alg_values_supported: string[];
                        grant_types_supported: string[];
                        issuer: string;
                        response_types_supported: string[];
                        token_endpoint: string;
                        token_endpoint_auth_methods_supported: string[];
                        token_endpoint_auth_signing_alg_values_supported: string[];
                    };
                };
            };
            /** @description too-many: wait for as long as `retry-after` says */
            429: {
                headers: {
                    /** @description Seconds to wait */
                    "retry-after"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description internal: the server failed; nothing was acknowledged */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description too-busy, no-signing-key or not-built: try again shortly, or look at /health/ready */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    demoFile: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                file: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description A file */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/pdf": string;
                };
            };
            /** @description bad-request: the request is not well formed; `detail` says what to change */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description not-found: there is no such thing here */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description too-many: wait for as long as `retry-after` says */
            429: {
                headers: {
                    /** @description Seconds to wait */
                    "retry-after"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description internal: the server failed; nothing was acknowledged */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description too-busy, no-signing-key or not-built: try again shortly, or look at /health/ready */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    live: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** @enum {string} */
                        status: "ok";
                    };
                };
            };
            /** @description too-many: wait for as long as `retry-after` says */
            429: {
                headers: {
                    /** @description Seconds to wait */
                    "retry-after"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description internal: the server failed; nothing was acknowledged */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description too-busy, no-signing-key or not-built: try again shortly, or look at /health/ready */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    ready: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        status: "ok" | "warning";
                        warnings: {
                            /** @description trust-list, policy, snapshot, visa key, keys, proposal, case, issuing, working days of 2028, ... */
                            about: string;
                            /** @description When it runs out, epoch seconds */
                            at: number;
                            /** @description expires-soon, expired, ages, too-old, missing, not-taken, waits, due-soon, overdue */
                            code: string;
                        }[];
                    };
                };
            };
            /** @description too-many: wait for as long as `retry-after` says */
            429: {
                headers: {
                    /** @description Seconds to wait */
                    "retry-after"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description internal: the server failed; nothing was acknowledged */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description too-busy, no-signing-key or not-built: try again shortly, or look at /health/ready */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description storage-full: nothing was recorded */
            507: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    metrics: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Text of the Prometheus exposition format */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "text/plain": string;
                };
            };
            /** @description not-signed-in: no token, one that has run out, or no proof by its key. With `use_dpop_nonce`: send it again with the nonce */
            401: {
                headers: {
                    /** @description The nonce for the next proof */
                    "dpop-nonce"?: string;
                    /** @description How to sign in, and what was wrong (RFC 9449) */
                    "www-authenticate"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description not-allowed: this role may not do that */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description too-many: wait for as long as `retry-after` says */
            429: {
                headers: {
                    /** @description Seconds to wait */
                    "retry-after"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description internal: the server failed; nothing was acknowledged */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description too-busy, no-signing-key or not-built: try again shortly, or look at /health/ready */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    listSchemas: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        schemas: string[];
                    };
                };
            };
            /** @description too-many: wait for as long as `retry-after` says */
            429: {
                headers: {
                    /** @description Seconds to wait */
                    "retry-after"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description internal: the server failed; nothing was acknowledged */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description too-busy, no-signing-key or not-built: try again shortly, or look at /health/ready */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    schema: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                file: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description A JSON Schema */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/schema+json": Record<string, never>;
                };
            };
            /** @description bad-request: the request is not well formed; `detail` says what to change */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description not-found: there is no such thing here */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description too-many: wait for as long as `retry-after` says */
            429: {
                headers: {
                    /** @description Seconds to wait */
                    "retry-after"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description internal: the server failed; nothing was acknowledged */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description too-busy, no-signing-key or not-built: try again shortly, or look at /health/ready */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    account: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        created_at: number;
                        /** @description In the spelling in which it is compared and written to */
                        email: string;
                        id: string;
                        /** @enum {unknown} */
                        kind: "applicant" | "host";
                        /** @description The language of the letters to this person */
                        language: "en" | "ru" | "kk";
                    };
                };
            };
            /** @description not-signed-in: no token, one that has run out, or no proof by its key. With `use_dpop_nonce`: send it again with the nonce */
            401: {
                headers: {
                    /** @description The nonce for the next proof */
                    "dpop-nonce"?: string;
                    /** @description How to sign in, and what was wrong (RFC 9449) */
                    "www-authenticate"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description not-allowed: this role may not do that */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description too-many: wait for as long as `retry-after` says */
            429: {
                headers: {
                    /** @description Seconds to wait */
                    "retry-after"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description internal: the server failed; nothing was acknowledged */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description too-busy, no-signing-key or not-built: try again shortly, or look at /health/ready */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    setAccount: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    /** @description The language of the letters to this person */
                    language: "en" | "ru" | "kk";
                };
            };
        };
        responses: {
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        created_at: number;
                        /** @description In the spelling in which it is compared and written to */
                        email: string;
                        id: string;
                        /** @enum {unknown} */
                        kind: "applicant" | "host";
                        /** @description The language of the letters to this person */
                        language: "en" | "ru" | "kk";
                    };
                };
            };
            /** @description bad-request: the request is not well formed; `detail` says what to change */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description not-signed-in: no token, one that has run out, or no proof by its key. With `use_dpop_nonce`: send it again with the nonce */
            401: {
                headers: {
                    /** @description The nonce for the next proof */
                    "dpop-nonce"?: string;
                    /** @description How to sign in, and what was wrong (RFC 9449) */
                    "www-authenticate"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description not-allowed: this role may not do that */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description too-slow: not all of the request came in time; send it again */
            408: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description too-large: the body is too large */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description media-type: send one of the media types named here */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description too-many: wait for as long as `retry-after` says */
            429: {
                headers: {
                    /** @description Seconds to wait */
                    "retry-after"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description internal: the server failed; nothing was acknowledged */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description too-busy, no-signing-key or not-built: try again shortly, or look at /health/ready */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description storage-full: nothing was recorded */
            507: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    askAddressChange: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    email: string;
                };
            };
        };
        responses: {
            /** @description Default Response */
            202: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** @description For the browser that asked, which alone can finish: keep it nowhere else */
                        browser: string;
                        /** @description Until when the code and the link of the message are good */
                        expires_at: number;
                        id: string;
                    };
                };
            };
            /** @description bad-request: the request is not well formed; `detail` says what to change */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description not-signed-in: no token, one that has run out, or no proof by its key. With `use_dpop_nonce`: send it again with the nonce */
            401: {
                headers: {
                    /** @description The nonce for the next proof */
                    "dpop-nonce"?: string;
                    /** @description How to sign in, and what was wrong (RFC 9449) */
                    "www-authenticate"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description not-allowed: this role may not do that */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description too-slow: not all of the request came in time; send it again */
            408: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description too-large: the body is too large */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description media-type: send one of the media types named here */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description too-many: wait for as long as `retry-after` says */
            429: {
                headers: {
                    /** @description Seconds to wait */
                    "retry-after"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description internal: the server failed; nothing was acknowledged */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description too-busy, no-signing-key or not-built: try again shortly, or look at /health/ready */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description storage-full: nothing was recorded */
            507: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    changeAddress: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    /** @description As it was told */
                    browser: string;
                    /** @description Six digits */
                    code: string;
                };
            };
        };
        responses: {
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        created_at: number;
                        /** @description In the spelling in which it is compared and written to */
                        email: string;
                        id: string;
                        /** @enum {unknown} */
                        kind: "applicant" | "host";
                        /** @description The language of the letters to this person */
                        language: "en" | "ru" | "kk";
                    };
                };
            };
            /** @description bad-request: the request is not well formed; `detail` says what to change */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description not-signed-in: no token, one that has run out, or no proof by its key. With `use_dpop_nonce`: send it again with the nonce */
            401: {
                headers: {
                    /** @description The nonce for the next proof */
                    "dpop-nonce"?: string;
                    /** @description How to sign in, and what was wrong (RFC 9449) */
                    "www-authenticate"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description not-allowed: this role may not do that */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description not-found: there is no such thing here */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description too-slow: not all of the request came in time; send it again */
            408: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description conflict: this contradicts what is already stored */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description too-large: the body is too large */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description media-type: send one of the media types named here */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description too-many: wait for as long as `retry-after` says */
            429: {
                headers: {
                    /** @description Seconds to wait */
                    "retry-after"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description internal: the server failed; nothing was acknowledged */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description too-busy, no-signing-key or not-built: try again shortly, or look at /health/ready */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description storage-full: nothing was recorded */
            507: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    passportCopies: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                reference: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** @description Newest first */
                        copies: {
                            changed_at: number;
                            created_at: number;
                            /** @description Warnings are what the picture itself shows; whether it is the right page nobody has read */
                            findings: {
                                /** @enum {unknown} */
                                code: "not-taken" | "heic" | "damaged" | "locked" | "too-many-pages" | "too-many-pixels" | "too-hard" | "infected" | "too-small" | "empty" | "case-closed" | "small" | "too-dark" | "too-bright" | "glare" | "blurred" | "odd-shape";
                                /** @description What is wrong, and what to do */
                                detail: string;
                                page: number | null;
                                /** @enum {unknown} */
                                weight: "refusal" | "warning";
                            }[];
                            id: string;
                            pages: number;
                            /** @description Bytes that have come, all before them too */
                            received: number;
                            /** @description Bytes that are to come */
                            size: number;
                            /**
                             * @description receiving: go on from `received`. making: all has come, and is being opened; ask again. accepted: `pages` can be looked at. refused: `findings` say why, and what to do
                             * @enum {unknown}
                             */
                            state: "receiving" | "making" | "accepted" | "refused";
                        }[];
                    };
                };
            };
            /** @description bad-request: the request is not well formed; `detail` says what to change */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description not-signed-in: no token, one that has run out, or no proof by its key. With `use_dpop_nonce`: send it again with the nonce */
            401: {
                headers: {
                    /** @description The nonce for the next proof */
                    "dpop-nonce"?: string;
                    /** @description How to sign in, and what was wrong (RFC 9449) */
                    "www-authenticate"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description not-allowed: this role may not do that */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description not-found: there is no such thing here */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description too-many: wait for as long as `retry-after` says */
            429: {
                headers: {
                    /** @description Seconds to wait */
                    "retry-after"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description internal: the server failed; nothing was acknowledged */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description too-busy, no-signing-key or not-built: try again shortly, or look at /health/ready */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    beginPassportCopy: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                reference: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    /** @description Bytes */
                    size: number;
                };
            };
        };
        responses: {
            /** @description Default Response */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        changed_at: number;
                        created_at: number;
                        /** @description Warnings are what the picture itself shows; whether it is the right page nobody has read */
                        findings: {
                            /** @enum {unknown} */
                            code: "not-taken" | "heic" | "damaged" | "locked" | "too-many-pages" | "too-many-pixels" | "too-hard" | "infected" | "too-small" | "empty" | "case-closed" | "small" | "too-dark" | "too-bright" | "glare" | "blurred" | "odd-shape";
                            /** @description What is wrong, and what to do */
                            detail: string;
                            page: number | null;
                            /** @enum {unknown} */
                            weight: "refusal" | "warning";
                        }[];
                        id: string;
                        pages: number;
                        /** @description Bytes that have come, all before them too */
                        received: number;
                        /** @description Bytes that are to come */
                        size: number;
                        /**
                         * @description receiving: go on from `received`. making: all has come, and is being opened; ask again. accepted: `pages` can be looked at. refused: `findings` say why, and what to do
                         * @enum {unknown}
                         */
                        state: "receiving" | "making" | "accepted" | "refused";
                    };
                };
            };
            /** @description bad-request: the request is not well formed; `detail` says what to change */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description not-signed-in: no token, one that has run out, or no proof by its key. With `use_dpop_nonce`: send it again with the nonce */
            401: {
                headers: {
                    /** @description The nonce for the next proof */
                    "dpop-nonce"?: string;
                    /** @description How to sign in, and what was wrong (RFC 9449) */
                    "www-authenticate"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description not-allowed: this role may not do that */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description not-found: there is no such thing here */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description too-slow: not all of the request came in time; send it again */
            408: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description conflict: this contradicts what is already stored */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description too-large: the body is too large */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description media-type: send one of the media types named here */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description too-many: wait for as long as `retry-after` says */
            429: {
                headers: {
                    /** @description Seconds to wait */
                    "retry-after"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description internal: the server failed; nothing was acknowledged */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description too-busy, no-signing-key or not-built: try again shortly, or look at /health/ready */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description storage-full: nothing was recorded */
            507: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    passportCopy: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
                reference: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        changed_at: number;
                        created_at: number;
                        /** @description Warnings are what the picture itself shows; whether it is the right page nobody has read */
                        findings: {
                            /** @enum {unknown} */
                            code: "not-taken" | "heic" | "damaged" | "locked" | "too-many-pages" | "too-many-pixels" | "too-hard" | "infected" | "too-small" | "empty" | "case-closed" | "small" | "too-dark" | "too-bright" | "glare" | "blurred" | "odd-shape";
                            /** @description What is wrong, and what to do */
                            detail: string;
                            page: number | null;
                            /** @enum {unknown} */
                            weight: "refusal" | "warning";
                        }[];
                        id: string;
                        pages: number;
                        /** @description Bytes that have come, all before them too */
                        received: number;
                        /** @description Bytes that are to come */
                        size: number;
                        /**
                         * @description receiving: go on from `received`. making: all has come, and is being opened; ask again. accepted: `pages` can be looked at. refused: `findings` say why, and what to do
                         * @enum {unknown}
                         */
                        state: "receiving" | "making" | "accepted" | "refused";
                    };
                };
            };
            /** @description bad-request: the request is not well formed; `detail` says what to change */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description not-signed-in: no token, one that has run out, or no proof by its key. With `use_dpop_nonce`: send it again with the nonce */
            401: {
                headers: {
                    /** @description The nonce for the next proof */
                    "dpop-nonce"?: string;
                    /** @description How to sign in, and what was wrong (RFC 9449) */
                    "www-authenticate"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description not-allowed: this role may not do that */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description not-found: there is no such thing here */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description too-many: wait for as long as `retry-after` says */
            429: {
                headers: {
                    /** @description Seconds to wait */
                    "retry-after"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description internal: the server failed; nothing was acknowledged */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description too-busy, no-signing-key or not-built: try again shortly, or look at /health/ready */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    sendPassportCopy: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
                reference: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/octet-stream": unknown;
            };
        };
        responses: {
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        changed_at: number;
                        created_at: number;
                        /** @description Warnings are what the picture itself shows; whether it is the right page nobody has read */
                        findings: {
                            /** @enum {unknown} */
                            code: "not-taken" | "heic" | "damaged" | "locked" | "too-many-pages" | "too-many-pixels" | "too-hard" | "infected" | "too-small" | "empty" | "case-closed" | "small" | "too-dark" | "too-bright" | "glare" | "blurred" | "odd-shape";
                            /** @description What is wrong, and what to do */
                            detail: string;
                            page: number | null;
                            /** @enum {unknown} */
                            weight: "refusal" | "warning";
                        }[];
                        id: string;
                        pages: number;
                        /** @description Bytes that have come, all before them too */
                        received: number;
                        /** @description Bytes that are to come */
                        size: number;
                        /**
                         * @description receiving: go on from `received`. making: all has come, and is being opened; ask again. accepted: `pages` can be looked at. refused: `findings` say why, and what to do
                         * @enum {unknown}
                         */
                        state: "receiving" | "making" | "accepted" | "refused";
                    };
                };
            };
            /** @description bad-request: the request is not well formed; `detail` says what to change */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description not-signed-in: no token, one that has run out, or no proof by its key. With `use_dpop_nonce`: send it again with the nonce */
            401: {
                headers: {
                    /** @description The nonce for the next proof */
                    "dpop-nonce"?: string;
                    /** @description How to sign in, and what was wrong (RFC 9449) */
                    "www-authenticate"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description not-allowed: this role may not do that */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description not-found: there is no such thing here */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description too-slow: not all of the request came in time; send it again */
            408: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description conflict: this contradicts what is already stored */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description too-large: the body is too large */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description media-type: send one of the media types named here */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description too-many: wait for as long as `retry-after` says */
            429: {
                headers: {
                    /** @description Seconds to wait */
                    "retry-after"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description internal: the server failed; nothing was acknowledged */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description too-busy, no-signing-key or not-built: try again shortly, or look at /health/ready */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description storage-full: nothing was recorded */
            507: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    passportCopyPage: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description The page, from 1: `1.jpg` */
                file: string;
                id: string;
                reference: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description A page */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "image/jpeg": string;
                };
            };
            /** @description bad-request: the request is not well formed; `detail` says what to change */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description not-signed-in: no token, one that has run out, or no proof by its key. With `use_dpop_nonce`: send it again with the nonce */
            401: {
                headers: {
                    /** @description The nonce for the next proof */
                    "dpop-nonce"?: string;
                    /** @description How to sign in, and what was wrong (RFC 9449) */
                    "www-authenticate"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description not-allowed: this role may not do that */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description not-found: there is no such thing here */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description too-many: wait for as long as `retry-after` says */
            429: {
                headers: {
                    /** @description Seconds to wait */
                    "retry-after"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description internal: the server failed; nothing was acknowledged */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description too-busy, no-signing-key or not-built: try again shortly, or look at /health/ready */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    sendPassportCopyPart: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
                /** @description Of its first byte, from 0 */
                place: string;
                reference: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/octet-stream": unknown;
            };
        };
        responses: {
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        changed_at: number;
                        created_at: number;
                        /** @description Warnings are what the picture itself shows; whether it is the right page nobody has read */
                        findings: {
                            /** @enum {unknown} */
                            code: "not-taken" | "heic" | "damaged" | "locked" | "too-many-pages" | "too-many-pixels" | "too-hard" | "infected" | "too-small" | "empty" | "case-closed" | "small" | "too-dark" | "too-bright" | "glare" | "blurred" | "odd-shape";
                            /** @description What is wrong, and what to do */
                            detail: string;
                            page: number | null;
                            /** @enum {unknown} */
                            weight: "refusal" | "warning";
                        }[];
                        id: string;
                        pages: number;
                        /** @description Bytes that have come, all before them too */
                        received: number;
                        /** @description Bytes that are to come */
                        size: number;
                        /**
                         * @description receiving: go on from `received`. making: all has come, and is being opened; ask again. accepted: `pages` can be looked at. refused: `findings` say why, and what to do
                         * @enum {unknown}
                         */
                        state: "receiving" | "making" | "accepted" | "refused";
                    };
                };
            };
            /** @description bad-request: the request is not well formed; `detail` says what to change */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description not-signed-in: no token, one that has run out, or no proof by its key. With `use_dpop_nonce`: send it again with the nonce */
            401: {
                headers: {
                    /** @description The nonce for the next proof */
                    "dpop-nonce"?: string;
                    /** @description How to sign in, and what was wrong (RFC 9449) */
                    "www-authenticate"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description not-allowed: this role may not do that */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description not-found: there is no such thing here */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description too-slow: not all of the request came in time; send it again */
            408: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description conflict: this contradicts what is already stored */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description too-large: the body is too large */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description media-type: send one of the media types named here */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description too-many: wait for as long as `retry-after` says */
            429: {
                headers: {
                    /** @description Seconds to wait */
                    "retry-after"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description internal: the server failed; nothing was acknowledged */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description too-busy, no-signing-key or not-built: try again shortly, or look at /health/ready */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description storage-full: nothing was recorded */
            507: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    casePayments: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                reference: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        advice: {
                            code: "pay" | "pay-again" | "asking" | "paid" | "person-looks" | "returning" | "returned" | "nothing";
                            /** @description Whether a payment may be begun */
                            may_pay: boolean;
                            text: string;
                        };
                        fee: {
                            amount_minor: number;
                            currency: string;
                        } | null;
                        /** @description Newest first */
                        payments: {
                            /** @description In the smallest unit of the currency */
                            amount_minor: number;
                            captured_at: number | null;
                            captured_currency: string | null;
                            captured_minor: number | null;
                            created_at: number;
                            currency: string;
                            /** @description Until then the page takes a card, epoch seconds */
                            expires_at: number;
                            has_receipt: boolean;
                            id: string;
                            /** @description By which the bank knows it */
                            invoice: string;
                            page: string | null;
                            refunded_at: number | null;
                            state: "created" | "duplicate" | "at-acquirer" | "cancelled" | "confirming" | "paid" | "failed" | "expired" | "wrong-amount" | "paid-late" | "counted" | "refund-due" | "refund-failed" | "refunded" | "disputed" | "won" | "lost";
                        }[];
                        reference: string;
                    };
                };
            };
            /** @description bad-request: the request is not well formed; `detail` says what to change */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description not-signed-in: no token, one that has run out, or no proof by its key. With `use_dpop_nonce`: send it again with the nonce */
            401: {
                headers: {
                    /** @description The nonce for the next proof */
                    "dpop-nonce"?: string;
                    /** @description How to sign in, and what was wrong (RFC 9449) */
                    "www-authenticate"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description not-allowed: this role may not do that */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description not-found: there is no such thing here */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description too-many: wait for as long as `retry-after` says */
            429: {
                headers: {
                    /** @description Seconds to wait */
                    "retry-after"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description internal: the server failed; nothing was acknowledged */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description too-busy, no-signing-key or not-built: try again shortly, or look at /health/ready */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    beginPayment: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                reference: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    /** @description Where the bank sends the payer back to: a page of the portal, without anything personal in its address */
                    return_address: string;
                };
            };
        };
        responses: {
            /** @description Default Response */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** @description In the smallest unit of the currency */
                        amount_minor: number;
                        captured_at: number | null;
                        captured_currency: string | null;
                        captured_minor: number | null;
                        created_at: number;
                        currency: string;
                        /** @description Until then the page takes a card, epoch seconds */
                        expires_at: number;
                        has_receipt: boolean;
                        id: string;
                        /** @description By which the bank knows it */
                        invoice: string;
                        page: string | null;
                        refunded_at: number | null;
                        state: "created" | "duplicate" | "at-acquirer" | "cancelled" | "confirming" | "paid" | "failed" | "expired" | "wrong-amount" | "paid-late" | "counted" | "refund-due" | "refund-failed" | "refunded" | "disputed" | "won" | "lost";
                    };
                };
            };
            /** @description bad-request: the request is not well formed; `detail` says what to change */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description not-signed-in: no token, one that has run out, or no proof by its key. With `use_dpop_nonce`: send it again with the nonce */
            401: {
                headers: {
                    /** @description The nonce for the next proof */
                    "dpop-nonce"?: string;
                    /** @description How to sign in, and what was wrong (RFC 9449) */
                    "www-authenticate"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description not-allowed: this role may not do that */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description not-found: there is no such thing here */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description too-slow: not all of the request came in time; send it again */
            408: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description conflict: this contradicts what is already stored */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description too-large: the body is too large */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description media-type: send one of the media types named here */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description too-many: wait for as long as `retry-after` says */
            429: {
                headers: {
                    /** @description Seconds to wait */
                    "retry-after"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description internal: the server failed; nothing was acknowledged */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description too-busy, no-signing-key or not-built: try again shortly, or look at /health/ready */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description storage-full: nothing was recorded */
            507: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    paymentReceipt: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
                reference: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description A file */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/pdf": string;
                };
            };
            /** @description bad-request: the request is not well formed; `detail` says what to change */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description not-signed-in: no token, one that has run out, or no proof by its key. With `use_dpop_nonce`: send it again with the nonce */
            401: {
                headers: {
                    /** @description The nonce for the next proof */
                    "dpop-nonce"?: string;
                    /** @description How to sign in, and what was wrong (RFC 9449) */
                    "www-authenticate"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description not-allowed: this role may not do that */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description not-found: there is no such thing here */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description too-many: wait for as long as `retry-after` says */
            429: {
                headers: {
                    /** @description Seconds to wait */
                    "retry-after"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description internal: the server failed; nothing was acknowledged */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description too-busy, no-signing-key or not-built: try again shortly, or look at /health/ready */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    ownVisaDocument: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                reference: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description A file */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/pdf": string;
                };
            };
            /** @description bad-request: the request is not well formed; `detail` says what to change */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description not-signed-in: no token, one that has run out, or no proof by its key. With `use_dpop_nonce`: send it again with the nonce */
            401: {
                headers: {
                    /** @description The nonce for the next proof */
                    "dpop-nonce"?: string;
                    /** @description How to sign in, and what was wrong (RFC 9449) */
                    "www-authenticate"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description not-allowed: this role may not do that */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description not-found: there is no such thing here */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description conflict: this contradicts what is already stored */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description too-many: wait for as long as `retry-after` says */
            429: {
                headers: {
                    /** @description Seconds to wait */
                    "retry-after"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description internal: the server failed; nothing was acknowledged */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description too-busy, no-signing-key or not-built: try again shortly, or look at /health/ready */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    ownVisaPicture: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                reference: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description A file */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "image/png": string;
                };
            };
            /** @description bad-request: the request is not well formed; `detail` says what to change */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description not-signed-in: no token, one that has run out, or no proof by its key. With `use_dpop_nonce`: send it again with the nonce */
            401: {
                headers: {
                    /** @description The nonce for the next proof */
                    "dpop-nonce"?: string;
                    /** @description How to sign in, and what was wrong (RFC 9449) */
                    "www-authenticate"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description not-allowed: this role may not do that */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description not-found: there is no such thing here */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description conflict: this contradicts what is already stored */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description too-many: wait for as long as `retry-after` says */
            429: {
                headers: {
                    /** @description Seconds to wait */
                    "retry-after"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description internal: the server failed; nothing was acknowledged */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description too-busy, no-signing-key or not-built: try again shortly, or look at /health/ready */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    sendOwnVisa: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                reference: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Default Response */
            202: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        attempts: number;
                        created_at: number;
                        email: string | null;
                        error: {
                            code: string;
                            text: string;
                        } | null;
                        id: string;
                        /** @description The language that comes first; the others follow */
                        language: "en" | "ru" | "kk";
                        next_attempt_at: number | null;
                        note: string | null;
                        requested_by: string;
                        resend_of: string | null;
                        sent_at: number | null;
                        /** @description waiting: for its next attempt. sent: a mail server took it. bounced: no server will */
                        state: "waiting" | "sending" | "sent" | "bounced";
                        /** @description The message went out and the server's answer to it was lost: ask the holder, or send it again */
                        unconfirmed: boolean;
                        visa_number: string;
                    };
                };
            };
            /** @description bad-request: the request is not well formed; `detail` says what to change */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description not-signed-in: no token, one that has run out, or no proof by its key. With `use_dpop_nonce`: send it again with the nonce */
            401: {
                headers: {
                    /** @description The nonce for the next proof */
                    "dpop-nonce"?: string;
                    /** @description How to sign in, and what was wrong (RFC 9449) */
                    "www-authenticate"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description not-allowed: this role may not do that */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description not-found: there is no such thing here */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description conflict: this contradicts what is already stored */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description too-many: wait for as long as `retry-after` says */
            429: {
                headers: {
                    /** @description Seconds to wait */
                    "retry-after"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description internal: the server failed; nothing was acknowledged */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description too-busy, no-signing-key or not-built: try again shortly, or look at /health/ready */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description storage-full: nothing was recorded */
            507: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    snapshotOfSecondWire: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The artefact as it was signed */
            200: {
                headers: {
                    "cache-control"?: string;
                    /** @description Its hash */
                    etag?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/jwt": string;
                };
            };
            /** @description You hold it already */
            304: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description bad-request: the request is not well formed; `detail` says what to change */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description not-found: there is no such thing here */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description too-many: wait for as long as `retry-after` says */
            429: {
                headers: {
                    /** @description Seconds to wait */
                    "retry-after"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description internal: the server failed; nothing was acknowledged */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description too-busy, no-signing-key or not-built: try again shortly, or look at /health/ready */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    trustOfSecondWire: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The artefact as it was signed */
            200: {
                headers: {
                    "cache-control"?: string;
                    /** @description Its hash */
                    etag?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/jose+json": string;
                };
            };
            /** @description You hold it already */
            304: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description bad-request: the request is not well formed; `detail` says what to change */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description not-found: there is no such thing here */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description too-many: wait for as long as `retry-after` says */
            429: {
                headers: {
                    /** @description Seconds to wait */
                    "retry-after"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description internal: the server failed; nothing was acknowledged */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description too-busy, no-signing-key or not-built: try again shortly, or look at /health/ready */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    artefactByHash: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description As the snapshot names it */
                sha256: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The artefact as it was signed */
            200: {
                headers: {
                    "cache-control"?: string;
                    /** @description Its hash */
                    etag?: string;
                    [name: string]: unknown;
                };
                content: {
                    "*/*": string;
                };
            };
            /** @description You hold it already */
            304: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description bad-request: the request is not well formed; `detail` says what to change */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description not-found: there is no such thing here */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description too-many: wait for as long as `retry-after` says */
            429: {
                headers: {
                    /** @description Seconds to wait */
                    "retry-after"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description internal: the server failed; nothing was acknowledged */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description too-busy, no-signing-key or not-built: try again shortly, or look at /health/ready */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    policy: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The artefact as it was signed */
            200: {
                headers: {
                    "cache-control"?: string;
                    /** @description Its hash */
                    etag?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/jwt": string;
                };
            };
            /** @description You hold it already */
            304: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description bad-request: the request is not well formed; `detail` says what to change */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description not-found: there is no such thing here */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description too-many: wait for as long as `retry-after` says */
            429: {
                headers: {
                    /** @description Seconds to wait */
                    "retry-after"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description internal: the server failed; nothing was acknowledged */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description too-busy, no-signing-key or not-built: try again shortly, or look at /health/ready */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    register: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                kid: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The artefact as it was signed */
            200: {
                headers: {
                    "cache-control"?: string;
                    /** @description Its hash */
                    etag?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/jwt": string;
                };
            };
            /** @description You hold it already */
            304: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description bad-request: the request is not well formed; `detail` says what to change */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description not-found: there is no such thing here */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description too-many: wait for as long as `retry-after` says */
            429: {
                headers: {
                    /** @description Seconds to wait */
                    "retry-after"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description internal: the server failed; nothing was acknowledged */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description too-busy, no-signing-key or not-built: try again shortly, or look at /health/ready */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    root: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                version: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The artefact as it was signed */
            200: {
                headers: {
                    "cache-control"?: string;
                    /** @description Its hash */
                    etag?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/jose+json": string;
                };
            };
            /** @description You hold it already */
            304: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description bad-request: the request is not well formed; `detail` says what to change */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description not-found: there is no such thing here */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description too-many: wait for as long as `retry-after` says */
            429: {
                headers: {
                    /** @description Seconds to wait */
                    "retry-after"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description internal: the server failed; nothing was acknowledged */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description too-busy, no-signing-key or not-built: try again shortly, or look at /health/ready */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    snapshot: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The artefact as it was signed */
            200: {
                headers: {
                    "cache-control"?: string;
                    /** @description Its hash */
                    etag?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/jwt": string;
                };
            };
            /** @description You hold it already */
            304: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description bad-request: the request is not well formed; `detail` says what to change */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description not-found: there is no such thing here */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description too-many: wait for as long as `retry-after` says */
            429: {
                headers: {
                    /** @description Seconds to wait */
                    "retry-after"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description internal: the server failed; nothing was acknowledged */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description too-busy, no-signing-key or not-built: try again shortly, or look at /health/ready */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    statusList: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                list: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The artefact as it was signed */
            200: {
                headers: {
                    "cache-control"?: string;
                    /** @description Its hash */
                    etag?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/statuslist+jwt": string;
                };
            };
            /** @description You hold it already */
            304: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description bad-request: the request is not well formed; `detail` says what to change */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description not-found: there is no such thing here */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description too-many: wait for as long as `retry-after` says */
            429: {
                headers: {
                    /** @description Seconds to wait */
                    "retry-after"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description internal: the server failed; nothing was acknowledged */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description too-busy, no-signing-key or not-built: try again shortly, or look at /health/ready */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    trust: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The artefact as it was signed */
            200: {
                headers: {
                    "cache-control"?: string;
                    /** @description Its hash */
                    etag?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/jose+json": string;
                };
            };
            /** @description You hold it already */
            304: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description bad-request: the request is not well formed; `detail` says what to change */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description not-found: there is no such thing here */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description too-many: wait for as long as `retry-after` says */
            429: {
                headers: {
                    /** @description Seconds to wait */
                    "retry-after"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description internal: the server failed; nothing was acknowledged */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description too-busy, no-signing-key or not-built: try again shortly, or look at /health/ready */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    listAudit: {
        parameters: {
            query: {
                after: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** @description Signed checkpoints of these rows (see /schemas/audit-checkpoint.json) */
                        checkpoints: {
                            jws: string;
                            position: number;
                        }[];
                        complete: boolean;
                        rows: {
                            act: string;
                            /** @description `authority`, `authority/NAME` as somebody said, `operator/NAME` as a token proved, or the id of a device */
                            actor: string;
                            at: number;
                            detail: {
                                [key: string]: string | number;
                            };
                            /** @description SHA-256 of the strict JSON of the other members in this order, base64url */
                            hash: string;
                            position: number;
                            /** @description The hash of the row before; empty for the first */
                            prev: string;
                            /** @description What it was done to */
                            subject: string;
                        }[];
                    };
                };
            };
            /** @description bad-request: the request is not well formed; `detail` says what to change */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description not-signed-in: no token, one that has run out, or no proof by its key. With `use_dpop_nonce`: send it again with the nonce */
            401: {
                headers: {
                    /** @description The nonce for the next proof */
                    "dpop-nonce"?: string;
                    /** @description How to sign in, and what was wrong (RFC 9449) */
                    "www-authenticate"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description not-allowed: this role may not do that */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description too-many: wait for as long as `retry-after` says */
            429: {
                headers: {
                    /** @description Seconds to wait */
                    "retry-after"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description internal: the server failed; nothing was acknowledged */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description too-busy, no-signing-key or not-built: try again shortly, or look at /health/ready */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    makeAuditCheckpoint: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        checkpoint: string;
                    };
                };
            };
            /** @description not-signed-in: no token, one that has run out, or no proof by its key. With `use_dpop_nonce`: send it again with the nonce */
            401: {
                headers: {
                    /** @description The nonce for the next proof */
                    "dpop-nonce"?: string;
                    /** @description How to sign in, and what was wrong (RFC 9449) */
                    "www-authenticate"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description not-allowed: this role may not do that */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description not-found: there is no such thing here */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description too-many: wait for as long as `retry-after` says */
            429: {
                headers: {
                    /** @description Seconds to wait */
                    "retry-after"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description internal: the server failed; nothing was acknowledged */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description too-busy, no-signing-key or not-built: try again shortly, or look at /health/ready */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description storage-full: nothing was recorded */
            507: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    listCarriers: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        carriers: {
                            created_at: number;
                            /** @description How many devices it may have at once */
                            device_limit: number;
                            /** @description How many it has, those that are revoked not counted */
                            devices: number;
                            /** @description The airline's code, e.g. KC */
                            id: string;
                            name: string;
                        }[];
                    };
                };
            };
            /** @description not-signed-in: no token, one that has run out, or no proof by its key. With `use_dpop_nonce`: send it again with the nonce */
            401: {
                headers: {
                    /** @description The nonce for the next proof */
                    "dpop-nonce"?: string;
                    /** @description How to sign in, and what was wrong (RFC 9449) */
                    "www-authenticate"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description not-allowed: this role may not do that */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description too-many: wait for as long as `retry-after` says */
            429: {
                headers: {
                    /** @description Seconds to wait */
                    "retry-after"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description internal: the server failed; nothing was acknowledged */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description too-busy, no-signing-key or not-built: try again shortly, or look at /health/ready */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    setCarrier: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description The airline's code, e.g. KC */
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    /** @description How many devices it may have at once */
                    device_limit: number;
                    name: string;
                };
            };
        };
        responses: {
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        created_at: number;
                        /** @description How many devices it may have at once */
                        device_limit: number;
                        /** @description How many it has, those that are revoked not counted */
                        devices: number;
                        /** @description The airline's code, e.g. KC */
                        id: string;
                        name: string;
                    };
                };
            };
            /** @description bad-request: the request is not well formed; `detail` says what to change */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description not-signed-in: no token, one that has run out, or no proof by its key. With `use_dpop_nonce`: send it again with the nonce */
            401: {
                headers: {
                    /** @description The nonce for the next proof */
                    "dpop-nonce"?: string;
                    /** @description How to sign in, and what was wrong (RFC 9449) */
                    "www-authenticate"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description not-allowed: this role may not do that */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description too-slow: not all of the request came in time; send it again */
            408: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description too-large: the body is too large */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description media-type: send one of the media types named here */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description too-many: wait for as long as `retry-after` says */
            429: {
                headers: {
                    /** @description Seconds to wait */
                    "retry-after"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description internal: the server failed; nothing was acknowledged */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description too-busy, no-signing-key or not-built: try again shortly, or look at /health/ready */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description storage-full: nothing was recorded */
            507: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    listCases: {
        parameters: {
            query?: {
                /** @description The `next` of the page before */
                after?: string;
                /** @description At most 200 */
                limit?: string;
                state?: "submitted" | "paid" | "review" | "information-asked" | "second-review" | "no-objection" | "refused" | "issued" | "withdrawn" | "lapsed" | "correction-asked" | "corrected" | "revoked";
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        cases: {
                            category: string | null;
                            claim: {
                                /** @description The officer */
                                by: string;
                                /** @description Epoch seconds; renewed by all that the officer does with the case */
                                until: number;
                            } | null;
                            due_at: number | null;
                            /** @description What an officer has to look at */
                            flags: string[];
                            holder: {
                                given_names: string;
                                nationality: string;
                                surname: string;
                            } | null;
                            overdue: boolean;
                            reference: string;
                            state: "submitted" | "paid" | "review" | "information-asked" | "second-review" | "no-objection" | "refused" | "issued" | "withdrawn" | "lapsed" | "correction-asked" | "corrected" | "revoked";
                            submitted_at: number | null;
                        }[];
                        next: string | null;
                    };
                };
            };
            /** @description bad-request: the request is not well formed; `detail` says what to change */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description not-signed-in: no token, one that has run out, or no proof by its key. With `use_dpop_nonce`: send it again with the nonce */
            401: {
                headers: {
                    /** @description The nonce for the next proof */
                    "dpop-nonce"?: string;
                    /** @description How to sign in, and what was wrong (RFC 9449) */
                    "www-authenticate"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description not-allowed: this role may not do that */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description too-many: wait for as long as `retry-after` says */
            429: {
                headers: {
                    /** @description Seconds to wait */
                    "retry-after"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description internal: the server failed; nothing was acknowledged */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description too-busy, no-signing-key or not-built: try again shortly, or look at /health/ready */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    showCase: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                reference: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        claim: {
                            /** @description The officer */
                            by: string;
                            /** @description Epoch seconds; renewed by all that the officer does with the case */
                            until: number;
                        } | null;
                        complete_at: number | null;
                        copy: {
                            findings: unknown[];
                            id: string;
                            pages: number;
                            state: string;
                        } | null;
                        corrections: {
                            asked: unknown;
                            /** @description Epoch seconds */
                            asked_at: number;
                            decided_at: number | null;
                            decided_by: string | null;
                            id: string;
                            reason: string;
                            visa_number: string | null;
                        }[];
                        decisions: {
                            /** @description Epoch seconds */
                            at: number;
                            decision: string;
                            issue_fault: {
                                /** @description The member, e.g. holder.nationality */
                                field: string;
                                /** @description What was wrong and what to do */
                                message: string;
                                /** @description The rule that it breaks */
                                rule: string;
                            }[] | null;
                            officer: string;
                            place: string;
                            reason: string;
                            rule: string | null;
                        }[];
                        differences: {
                            against: "passport" | "invitation";
                            field: string;
                            /** @description What the passport's lines or the invitation say */
                            found: string;
                            match: ("equal" | "close" | "different") | null;
                            /** @description Letter by letter, in order */
                            runs: {
                                found: string;
                                same: boolean;
                                typed: string;
                            }[];
                            typed: string;
                        }[];
                        due_at: number | null;
                        /** @description Others of this passport for some of the same days */
                        duplicates: {
                            category: string | null;
                            holder: {
                                given_names: string;
                                nationality: string;
                                surname: string;
                            } | null;
                            reference: string;
                            state: "submitted" | "paid" | "review" | "information-asked" | "second-review" | "no-objection" | "refused" | "issued" | "withdrawn" | "lapsed" | "correction-asked" | "corrected" | "revoked";
                            submitted_at: number | null;
                            valid_from: string | null;
                            valid_until: string | null;
                            visa_number: string | null;
                        }[];
                        flags: string[];
                        invitation: {
                            content: {
                                [key: string]: unknown;
                            } | null;
                            host: {
                                kind: string;
                                name: string;
                                number: string;
                            } | null;
                            number: string | null;
                            origin: string;
                            state: string;
                        } | null;
                        language: string;
                        lines: {
                            birth_date: string | null;
                            expires: string | null;
                            given_names: string | null;
                            issuer: string | null;
                            nationality: string | null;
                            number: string | null;
                            sex: string | null;
                            surname: string | null;
                            were_typed: boolean;
                        };
                        messages: {
                            answers_to: string | null;
                            /** @description Epoch seconds */
                            at: number;
                            author: string;
                            id: string;
                            template: string | null;
                            text: string;
                        }[];
                        /** @description The newest first, and not all of many */
                        of_host: {
                            category: string | null;
                            holder: {
                                given_names: string;
                                nationality: string;
                                surname: string;
                            } | null;
                            reference: string;
                            state: "submitted" | "paid" | "review" | "information-asked" | "second-review" | "no-objection" | "refused" | "issued" | "withdrawn" | "lapsed" | "correction-asked" | "corrected" | "revoked";
                            submitted_at: number | null;
                            valid_from: string | null;
                            valid_until: string | null;
                            visa_number: string | null;
                        }[];
                        /** @description The newest first, and not all of many */
                        of_passport: {
                            category: string | null;
                            holder: {
                                given_names: string;
                                nationality: string;
                                surname: string;
                            } | null;
                            reference: string;
                            state: "submitted" | "paid" | "review" | "information-asked" | "second-review" | "no-objection" | "refused" | "issued" | "withdrawn" | "lapsed" | "correction-asked" | "corrected" | "revoked";
                            submitted_at: number | null;
                            valid_from: string | null;
                            valid_until: string | null;
                            visa_number: string | null;
                        }[];
                        paid_at: number | null;
                        payments: {
                            amount_minor: number;
                            captured_at: number | null;
                            currency: string;
                            refunded_at: number | null;
                            state: string;
                        }[];
                        reference: string;
                        /** @description A decision names the one that its officer saw */
                        revision: number;
                        state: "submitted" | "paid" | "review" | "information-asked" | "second-review" | "no-objection" | "refused" | "issued" | "withdrawn" | "lapsed" | "correction-asked" | "corrected" | "revoked";
                        submitted_at: number | null;
                        terms: {
                            effective_from: string | null;
                            fee_currency: string | null;
                            fee_minor: number | null;
                            revision: number | null;
                            two_officers: {
                                no_objection: boolean;
                                refusal: boolean;
                            };
                        };
                        timeline: {
                            actor: string;
                            /** @description Epoch seconds */
                            at: number;
                            detail: {
                                [key: string]: string | number;
                            };
                            edge: string;
                            of: "application" | "invitation" | "payment";
                            /** @description The one that it led to */
                            state: string;
                        }[];
                        typed: {
                            background: {
                                convicted: boolean;
                                /** @description Needed where one of them is true */
                                explanation: string;
                                /** @description Stayed longer than allowed, or was expelled */
                                overstayed: boolean;
                                /** @description A visa or entry was refused, here or elsewhere */
                                refused_before: boolean;
                            };
                            /** @description Visa category, e.g. B12 */
                            category: string;
                            copy: null | string;
                            copy_sha256: null | string;
                            email: string;
                            entries: 1 | 2 | "multiple";
                            /** @description When the traveller means to enter */
                            expected_entry: string;
                            /** @description When the traveller means to leave */
                            expected_exit: string;
                            holder: {
                                /** @description YYYY-MM-DD; YYYY-MM or YYYY where the passport does not know more */
                                birth_date: string;
                                /** @description Empty for a single name */
                                given_names: string;
                                /** @description Three letters: ISO 3166-1 or ICAO Doc 9303-3 */
                                nationality: string;
                                sex: "F" | "M" | "X";
                                /** @description As the MRZ spells it, untruncated */
                                surname: string;
                            };
                            language: "en" | "ru" | "kk";
                            /** @description The lines of the passport, as they were typed; null where they could not be */
                            mrz: string[] | null;
                            passport: {
                                /** @description Last day of the passport */
                                expires: string;
                                /** @description Three letters: ISO 3166-1 or ICAO Doc 9303-3 */
                                issuer: string;
                                number: string;
                            };
                            phone: string;
                            place_of_stay: string;
                            /** @description Such as tourism */
                            purpose: string;
                            stay_days: number;
                            /** @description First day */
                            valid_from: string;
                            /** @description Last day */
                            valid_until: string;
                            visa_support_number: string;
                        } | null;
                        visa_number: string | null;
                    };
                };
            };
            /** @description bad-request: the request is not well formed; `detail` says what to change */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description not-signed-in: no token, one that has run out, or no proof by its key. With `use_dpop_nonce`: send it again with the nonce */
            401: {
                headers: {
                    /** @description The nonce for the next proof */
                    "dpop-nonce"?: string;
                    /** @description How to sign in, and what was wrong (RFC 9449) */
                    "www-authenticate"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description not-allowed: this role may not do that */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description not-found: there is no such thing here */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description too-many: wait for as long as `retry-after` says */
            429: {
                headers: {
                    /** @description Seconds to wait */
                    "retry-after"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description internal: the server failed; nothing was acknowledged */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description too-busy, no-signing-key or not-built: try again shortly, or look at /health/ready */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    claimCase: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                reference: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** @description The officer */
                        by: string;
                        /** @description Epoch seconds; renewed by all that the officer does with the case */
                        until: number;
                    };
                };
            };
            /** @description bad-request: the request is not well formed; `detail` says what to change */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description not-signed-in: no token, one that has run out, or no proof by its key. With `use_dpop_nonce`: send it again with the nonce */
            401: {
                headers: {
                    /** @description The nonce for the next proof */
                    "dpop-nonce"?: string;
                    /** @description How to sign in, and what was wrong (RFC 9449) */
                    "www-authenticate"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description not-allowed: this role may not do that */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description not-found: there is no such thing here */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description conflict: this contradicts what is already stored */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description too-many: wait for as long as `retry-after` says */
            429: {
                headers: {
                    /** @description Seconds to wait */
                    "retry-after"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description internal: the server failed; nothing was acknowledged */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description too-busy, no-signing-key or not-built: try again shortly, or look at /health/ready */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description storage-full: nothing was recorded */
            507: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    giveBackCase: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                reference: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Given back */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description bad-request: the request is not well formed; `detail` says what to change */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description not-signed-in: no token, one that has run out, or no proof by its key. With `use_dpop_nonce`: send it again with the nonce */
            401: {
                headers: {
                    /** @description The nonce for the next proof */
                    "dpop-nonce"?: string;
                    /** @description How to sign in, and what was wrong (RFC 9449) */
                    "www-authenticate"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description not-allowed: this role may not do that */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description too-many: wait for as long as `retry-after` says */
            429: {
                headers: {
                    /** @description Seconds to wait */
                    "retry-after"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description internal: the server failed; nothing was acknowledged */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description too-busy, no-signing-key or not-built: try again shortly, or look at /health/ready */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description storage-full: nothing was recorded */
            507: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    decideCorrection: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                reference: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    /** @description Only what is to be other */
                    change?: {
                        holder?: {
                            /** @description YYYY-MM-DD; YYYY-MM or YYYY where the passport does not know more */
                            birth_date?: string;
                            /** @description Empty for a single name */
                            given_names?: string;
                            /** @description Three letters: ISO 3166-1 or ICAO Doc 9303-3 */
                            nationality?: string;
                            sex?: "F" | "M" | "X";
                            /** @description As the MRZ spells it, untruncated */
                            surname?: string;
                        };
                        passport?: {
                            /** @description Last day of the passport */
                            expires?: string;
                            /** @description Three letters: ISO 3166-1 or ICAO Doc 9303-3 */
                            issuer?: string;
                            number?: string;
                        };
                    };
                    /** @description Whether it is a mistake, so that another e-visa takes the place of this one */
                    correct: boolean;
                    /** @description In words; the traveller may read them */
                    reason?: string;
                };
            };
        };
        responses: {
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        claim: {
                            /** @description The officer */
                            by: string;
                            /** @description Epoch seconds; renewed by all that the officer does with the case */
                            until: number;
                        } | null;
                        complete_at: number | null;
                        copy: {
                            findings: unknown[];
                            id: string;
                            pages: number;
                            state: string;
                        } | null;
                        corrections: {
                            asked: unknown;
                            /** @description Epoch seconds */
                            asked_at: number;
                            decided_at: number | null;
                            decided_by: string | null;
                            id: string;
                            reason: string;
                            visa_number: string | null;
                        }[];
                        decisions: {
                            /** @description Epoch seconds */
                            at: number;
                            decision: string;
                            issue_fault: {
                                /** @description The member, e.g. holder.nationality */
                                field: string;
                                /** @description What was wrong and what to do */
                                message: string;
                                /** @description The rule that it breaks */
                                rule: string;
                            }[] | null;
                            officer: string;
                            place: string;
                            reason: string;
                            rule: string | null;
                        }[];
                        differences: {
                            against: "passport" | "invitation";
                            field: string;
                            /** @description What the passport's lines or the invitation say */
                            found: string;
                            match: ("equal" | "close" | "different") | null;
                            /** @description Letter by letter, in order */
                            runs: {
                                found: string;
                                same: boolean;
                                typed: string;
                            }[];
                            typed: string;
                        }[];
                        due_at: number | null;
                        /** @description Others of this passport for some of the same days */
                        duplicates: {
                            category: string | null;
                            holder: {
                                given_names: string;
                                nationality: string;
                                surname: string;
                            } | null;
                            reference: string;
                            state: "submitted" | "paid" | "review" | "information-asked" | "second-review" | "no-objection" | "refused" | "issued" | "withdrawn" | "lapsed" | "correction-asked" | "corrected" | "revoked";
                            submitted_at: number | null;
                            valid_from: string | null;
                            valid_until: string | null;
                            visa_number: string | null;
                        }[];
                        flags: string[];
                        invitation: {
                            content: {
                                [key: string]: unknown;
                            } | null;
                            host: {
                                kind: string;
                                name: string;
                                number: string;
                            } | null;
                            number: string | null;
                            origin: string;
                            state: string;
                        } | null;
                        language: string;
                        lines: {
                            birth_date: string | null;
                            expires: string | null;
                            given_names: string | null;
                            issuer: string | null;
                            nationality: string | null;
                            number: string | null;
                            sex: string | null;
                            surname: string | null;
                            were_typed: boolean;
                        };
                        messages: {
                            answers_to: string | null;
                            /** @description Epoch seconds */
                            at: number;
                            author: string;
                            id: string;
                            template: string | null;
                            text: string;
                        }[];
                        /** @description The newest first, and not all of many */
                        of_host: {
                            category: string | null;
                            holder: {
                                given_names: string;
                                nationality: string;
                                surname: string;
                            } | null;
                            reference: string;
                            state: "submitted" | "paid" | "review" | "information-asked" | "second-review" | "no-objection" | "refused" | "issued" | "withdrawn" | "lapsed" | "correction-asked" | "corrected" | "revoked";
                            submitted_at: number | null;
                            valid_from: string | null;
                            valid_until: string | null;
                            visa_number: string | null;
                        }[];
                        /** @description The newest first, and not all of many */
                        of_passport: {
                            category: string | null;
                            holder: {
                                given_names: string;
                                nationality: string;
                                surname: string;
                            } | null;
                            reference: string;
                            state: "submitted" | "paid" | "review" | "information-asked" | "second-review" | "no-objection" | "refused" | "issued" | "withdrawn" | "lapsed" | "correction-asked" | "corrected" | "revoked";
                            submitted_at: number | null;
                            valid_from: string | null;
                            valid_until: string | null;
                            visa_number: string | null;
                        }[];
                        paid_at: number | null;
                        payments: {
                            amount_minor: number;
                            captured_at: number | null;
                            currency: string;
                            refunded_at: number | null;
                            state: string;
                        }[];
                        reference: string;
                        /** @description A decision names the one that its officer saw */
                        revision: number;
                        state: "submitted" | "paid" | "review" | "information-asked" | "second-review" | "no-objection" | "refused" | "issued" | "withdrawn" | "lapsed" | "correction-asked" | "corrected" | "revoked";
                        submitted_at: number | null;
                        terms: {
                            effective_from: string | null;
                            fee_currency: string | null;
                            fee_minor: number | null;
                            revision: number | null;
                            two_officers: {
                                no_objection: boolean;
                                refusal: boolean;
                            };
                        };
                        timeline: {
                            actor: string;
                            /** @description Epoch seconds */
                            at: number;
                            detail: {
                                [key: string]: string | number;
                            };
                            edge: string;
                            of: "application" | "invitation" | "payment";
                            /** @description The one that it led to */
                            state: string;
                        }[];
                        typed: {
                            background: {
                                convicted: boolean;
                                /** @description Needed where one of them is true */
                                explanation: string;
                                /** @description Stayed longer than allowed, or was expelled */
                                overstayed: boolean;
                                /** @description A visa or entry was refused, here or elsewhere */
                                refused_before: boolean;
                            };
                            /** @description Visa category, e.g. B12 */
                            category: string;
                            copy: null | string;
                            copy_sha256: null | string;
                            email: string;
                            entries: 1 | 2 | "multiple";
                            /** @description When the traveller means to enter */
                            expected_entry: string;
                            /** @description When the traveller means to leave */
                            expected_exit: string;
                            holder: {
                                /** @description YYYY-MM-DD; YYYY-MM or YYYY where the passport does not know more */
                                birth_date: string;
                                /** @description Empty for a single name */
                                given_names: string;
                                /** @description Three letters: ISO 3166-1 or ICAO Doc 9303-3 */
                                nationality: string;
                                sex: "F" | "M" | "X";
                                /** @description As the MRZ spells it, untruncated */
                                surname: string;
                            };
                            language: "en" | "ru" | "kk";
                            /** @description The lines of the passport, as they were typed; null where they could not be */
                            mrz: string[] | null;
                            passport: {
                                /** @description Last day of the passport */
                                expires: string;
                                /** @description Three letters: ISO 3166-1 or ICAO Doc 9303-3 */
                                issuer: string;
                                number: string;
                            };
                            phone: string;
                            place_of_stay: string;
                            /** @description Such as tourism */
                            purpose: string;
                            stay_days: number;
                            /** @description First day */
                            valid_from: string;
                            /** @description Last day */
                            valid_until: string;
                            visa_support_number: string;
                        } | null;
                        visa_number: string | null;
                    };
                };
            };
            /** @description bad-request: the request is not well formed; `detail` says what to change */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description not-signed-in: no token, one that has run out, or no proof by its key. With `use_dpop_nonce`: send it again with the nonce */
            401: {
                headers: {
                    /** @description The nonce for the next proof */
                    "dpop-nonce"?: string;
                    /** @description How to sign in, and what was wrong (RFC 9449) */
                    "www-authenticate"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description not-allowed: this role may not do that */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description not-found: there is no such thing here */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description too-slow: not all of the request came in time; send it again */
            408: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description conflict: this contradicts what is already stored */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description too-large: the body is too large */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description media-type: send one of the media types named here */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description breaks-policy: the policy does not allow this; `errors` names the fields */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description too-many: wait for as long as `retry-after` says */
            429: {
                headers: {
                    /** @description Seconds to wait */
                    "retry-after"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description internal: the server failed; nothing was acknowledged */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description too-busy, no-signing-key or not-built: try again shortly, or look at /health/ready */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description storage-full: nothing was recorded */
            507: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    decideCase: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                reference: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    /**
                     * @description agree, send-back: what another officer decided first, where that waits for a second one
                     * @enum {unknown}
                     */
                    decision: "no-objection" | "refuse" | "ask" | "agree" | "send-back";
                    /** @description In words; the traveller may read them */
                    reason?: string;
                    /** @description Of the case as you saw it */
                    revision: number;
                    /** @enum {unknown} */
                    rule?: "passport-copy" | "passport" | "invitation" | "purpose" | "identity" | "background" | "false-statement" | "security";
                    /** @enum {unknown} */
                    template?: "passport-copy-unreadable" | "passport-lines" | "invitation-differs" | "background" | "journey";
                    /** @description In words; the traveller may read them */
                    text?: string;
                };
            };
        };
        responses: {
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        decision: string;
                        reference: string;
                        state: "submitted" | "paid" | "review" | "information-asked" | "second-review" | "no-objection" | "refused" | "issued" | "withdrawn" | "lapsed" | "correction-asked" | "corrected" | "revoked";
                        /** @description Another officer has to agree before anything is done */
                        waits_for_second: boolean;
                    };
                };
            };
            /** @description bad-request: the request is not well formed; `detail` says what to change */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description not-signed-in: no token, one that has run out, or no proof by its key. With `use_dpop_nonce`: send it again with the nonce */
            401: {
                headers: {
                    /** @description The nonce for the next proof */
                    "dpop-nonce"?: string;
                    /** @description How to sign in, and what was wrong (RFC 9449) */
                    "www-authenticate"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description not-allowed: this role may not do that */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description not-found: there is no such thing here */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description too-slow: not all of the request came in time; send it again */
            408: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description conflict: this contradicts what is already stored */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description too-large: the body is too large */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description media-type: send one of the media types named here */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description breaks-policy: the policy does not allow this; `errors` names the fields */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description too-many: wait for as long as `retry-after` says */
            429: {
                headers: {
                    /** @description Seconds to wait */
                    "retry-after"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description internal: the server failed; nothing was acknowledged */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description too-busy, no-signing-key or not-built: try again shortly, or look at /health/ready */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description storage-full: nothing was recorded */
            507: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    listConflicts: {
        parameters: {
            query?: {
                /** @description The `next` of the page before */
                after?: number;
                device?: string;
                /** @description What is odd; docs/authority.md says of each what it means */
                kind?: "over-use" | "open-stay" | "withdrawn-use" | "replaced-use" | "unknown-visa" | "override" | "override-misused" | "unresolved" | "late-void" | "id-reused" | "forked-chain" | "gap" | "revoked-device" | "too-new" | "future-time";
                limit?: number;
                /** @description open: it stands, and nobody has reviewed it. closed: it was reviewed */
                state?: "open" | "closed" | "all";
                visa_number?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        conflicts: {
                            /** @description Those of one e-visa and kind are one: how many it stands for */
                            count: number;
                            /** @description The device whose record is the newest of them */
                            device: string;
                            id: string;
                            /** @description What is odd; docs/authority.md says of each what it means */
                            kind: "over-use" | "open-stay" | "withdrawn-use" | "replaced-use" | "unknown-visa" | "override" | "override-misused" | "unresolved" | "late-void" | "id-reused" | "forked-chain" | "gap" | "revoked-device" | "too-new" | "future-time";
                            raised_at: number;
                            review: null | {
                                actor: string;
                                at: number;
                                reason: string;
                                /** @description accept: what was held counts. close: it was looked at, and stays as it is */
                                verdict: "accept" | "close";
                            };
                            visa_number: string;
                        }[];
                        /** @description null: this was the last page */
                        next: null | number;
                    };
                };
            };
            /** @description bad-request: the request is not well formed; `detail` says what to change */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description not-signed-in: no token, one that has run out, or no proof by its key. With `use_dpop_nonce`: send it again with the nonce */
            401: {
                headers: {
                    /** @description The nonce for the next proof */
                    "dpop-nonce"?: string;
                    /** @description How to sign in, and what was wrong (RFC 9449) */
                    "www-authenticate"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description not-allowed: this role may not do that */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description too-many: wait for as long as `retry-after` says */
            429: {
                headers: {
                    /** @description Seconds to wait */
                    "retry-after"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description internal: the server failed; nothing was acknowledged */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description too-busy, no-signing-key or not-built: try again shortly, or look at /health/ready */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    conflict: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** @description Those of one e-visa and kind are one: how many it stands for */
                        count: number;
                        /** @description The device whose record is the newest of them */
                        device: string;
                        id: string;
                        /** @description What is odd; docs/authority.md says of each what it means */
                        kind: "over-use" | "open-stay" | "withdrawn-use" | "replaced-use" | "unknown-visa" | "override" | "override-misused" | "unresolved" | "late-void" | "id-reused" | "forked-chain" | "gap" | "revoked-device" | "too-new" | "future-time";
                        raised_at: number;
                        review: null | {
                            actor: string;
                            at: number;
                            reason: string;
                            /** @description accept: what was held counts. close: it was looked at, and stays as it is */
                            verdict: "accept" | "close";
                        };
                        visa_number: string;
                    };
                };
            };
            /** @description bad-request: the request is not well formed; `detail` says what to change */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description not-signed-in: no token, one that has run out, or no proof by its key. With `use_dpop_nonce`: send it again with the nonce */
            401: {
                headers: {
                    /** @description The nonce for the next proof */
                    "dpop-nonce"?: string;
                    /** @description How to sign in, and what was wrong (RFC 9449) */
                    "www-authenticate"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description not-allowed: this role may not do that */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description not-found: there is no such thing here */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description too-many: wait for as long as `retry-after` says */
            429: {
                headers: {
                    /** @description Seconds to wait */
                    "retry-after"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description internal: the server failed; nothing was acknowledged */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description too-busy, no-signing-key or not-built: try again shortly, or look at /health/ready */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    listConflictRecords: {
        parameters: {
            query?: {
                after?: number;
                limit?: number;
            };
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** @description null: these were the last ones */
                        next: null | number;
                        records: {
                            event: components["schemas"]["CrossingEvent"];
                            /** @description Of a number that is unknown here: whether the e-visa in the record is the authority's, and of that number; null where that cannot be checked now */
                            evisa_proven: null | boolean;
                            hash: string;
                            /** @description As its device signed it */
                            jws: string;
                            position: number;
                            received_at: number;
                            /** @description The device that handed it in */
                            received_from: string;
                            /** @description Of an override. unproven: nothing but a badge says who the second person was. unchecked: there is a statement of theirs, and nobody has checked it */
                            second_person: null | "unproven" | "unchecked";
                            /** @description counts: a fact. accepted: held at first, or a void that needed it, and the authority let it count. refused: an online entry that came too late. held: waits for the authority */
                            standing: "counts" | "accepted" | "refused" | "held";
                        }[];
                    };
                };
            };
            /** @description bad-request: the request is not well formed; `detail` says what to change */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description not-signed-in: no token, one that has run out, or no proof by its key. With `use_dpop_nonce`: send it again with the nonce */
            401: {
                headers: {
                    /** @description The nonce for the next proof */
                    "dpop-nonce"?: string;
                    /** @description How to sign in, and what was wrong (RFC 9449) */
                    "www-authenticate"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description not-allowed: this role may not do that */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description not-found: there is no such thing here */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description too-many: wait for as long as `retry-after` says */
            429: {
                headers: {
                    /** @description Seconds to wait */
                    "retry-after"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description internal: the server failed; nothing was acknowledged */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description too-busy, no-signing-key or not-built: try again shortly, or look at /health/ready */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    reviewConflict: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    /** @description Why; kept with the change */
                    reason: string;
                    /** @description accept: what was held counts. close: it was looked at, and stays as it is */
                    verdict: "accept" | "close";
                };
            };
        };
        responses: {
            /** @description Reviewed */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description bad-request: the request is not well formed; `detail` says what to change */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description not-signed-in: no token, one that has run out, or no proof by its key. With `use_dpop_nonce`: send it again with the nonce */
            401: {
                headers: {
                    /** @description The nonce for the next proof */
                    "dpop-nonce"?: string;
                    /** @description How to sign in, and what was wrong (RFC 9449) */
                    "www-authenticate"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description not-allowed: this role may not do that */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description not-found: there is no such thing here */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description too-slow: not all of the request came in time; send it again */
            408: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description conflict: this contradicts what is already stored */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description too-large: the body is too large */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description media-type: send one of the media types named here */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description too-many: wait for as long as `retry-after` says */
            429: {
                headers: {
                    /** @description Seconds to wait */
                    "retry-after"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description internal: the server failed; nothing was acknowledged */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description too-busy, no-signing-key or not-built: try again shortly, or look at /health/ready */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description storage-full: nothing was recorded */
            507: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    handInCrossings: {
        parameters: {
            query?: {
                /** @description The version of the wire that the answer is to be of; 1 unless told */
                wire?: "2";
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    /** @description Crossing events as compact JWS, oldest first, at most 500 (see /schemas/crossing-event.json) */
                    events: string[];
                };
            };
        };
        responses: {
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** @description A signed receipt for each event (see /schemas/receipts.json) */
                        receipts: string;
                    };
                };
            };
            /** @description bad-request: the request is not well formed; `detail` says what to change */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description not-signed-in: no token, one that has run out, or no proof by its key. With `use_dpop_nonce`: send it again with the nonce */
            401: {
                headers: {
                    /** @description The nonce for the next proof */
                    "dpop-nonce"?: string;
                    /** @description How to sign in, and what was wrong (RFC 9449) */
                    "www-authenticate"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description not-allowed: this role may not do that */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description too-slow: not all of the request came in time; send it again */
            408: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description too-large: the body is too large */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description media-type: send one of the media types named here */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description too-many: wait for as long as `retry-after` says */
            429: {
                headers: {
                    /** @description Seconds to wait */
                    "retry-after"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description internal: the server failed; nothing was acknowledged */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description too-busy, no-signing-key or not-built: try again shortly, or look at /health/ready */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description storage-full: nothing was recorded */
            507: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    conflictsOfDevice: {
        parameters: {
            query?: {
                /** @description Numbers of e-visas that the device takes for used too often, at most 50, parted by commas */
                double_uses?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** @description Of `double_uses`, those that the authority has reviewed and that do not stand open again */
                        closed: string[];
                        /** @description Newest first */
                        conflicts: {
                            /** @description Ids of records of this device that it is about, the newest */
                            events: string[];
                            id: string;
                            /** @description What is odd; docs/authority.md says of each what it means */
                            kind: "over-use" | "open-stay" | "withdrawn-use" | "replaced-use" | "unknown-visa" | "override" | "override-misused" | "unresolved" | "late-void" | "id-reused" | "forked-chain" | "gap" | "revoked-device" | "too-new" | "future-time";
                            /** @description Epoch seconds */
                            raised_at: number;
                            visa_number: string;
                        }[];
                        /** @description There are others, older than these */
                        more: boolean;
                    };
                };
            };
            /** @description bad-request: the request is not well formed; `detail` says what to change */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description not-signed-in: no token, one that has run out, or no proof by its key. With `use_dpop_nonce`: send it again with the nonce */
            401: {
                headers: {
                    /** @description The nonce for the next proof */
                    "dpop-nonce"?: string;
                    /** @description How to sign in, and what was wrong (RFC 9449) */
                    "www-authenticate"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description not-allowed: this role may not do that */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description too-many: wait for as long as `retry-after` says */
            429: {
                headers: {
                    /** @description Seconds to wait */
                    "retry-after"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description internal: the server failed; nothing was acknowledged */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description too-busy, no-signing-key or not-built: try again shortly, or look at /health/ready */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    crossingsFeed: {
        parameters: {
            query: {
                after: string;
                /** @description The version of the wire that the answer is to be of; 1 unless told */
                wire?: "2";
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description A signed page */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/jwt": string;
                };
            };
            /** @description bad-request: the request is not well formed; `detail` says what to change */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description not-signed-in: no token, one that has run out, or no proof by its key. With `use_dpop_nonce`: send it again with the nonce */
            401: {
                headers: {
                    /** @description The nonce for the next proof */
                    "dpop-nonce"?: string;
                    /** @description How to sign in, and what was wrong (RFC 9449) */
                    "www-authenticate"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description not-allowed: this role may not do that */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description too-many: wait for as long as `retry-after` says */
            429: {
                headers: {
                    /** @description Seconds to wait */
                    "retry-after"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description internal: the server failed; nothing was acknowledged */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description too-busy, no-signing-key or not-built: try again shortly, or look at /health/ready */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    listDeliveries: {
        parameters: {
            query?: {
                after?: string;
                /** @description waiting: for its next attempt. sent: a mail server took it. bounced: no server will */
                state?: "waiting" | "sending" | "sent" | "bounced";
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        complete: boolean;
                        deliveries: {
                            attempts: number;
                            created_at: number;
                            email: string | null;
                            error: {
                                code: string;
                                text: string;
                            } | null;
                            id: string;
                            /** @description The language that comes first; the others follow */
                            language: "en" | "ru" | "kk";
                            next_attempt_at: number | null;
                            note: string | null;
                            requested_by: string;
                            resend_of: string | null;
                            sent_at: number | null;
                            /** @description waiting: for its next attempt. sent: a mail server took it. bounced: no server will */
                            state: "waiting" | "sending" | "sent" | "bounced";
                            /** @description The message went out and the server's answer to it was lost: ask the holder, or send it again */
                            unconfirmed: boolean;
                            visa_number: string;
                        }[];
                    };
                };
            };
            /** @description bad-request: the request is not well formed; `detail` says what to change */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description not-signed-in: no token, one that has run out, or no proof by its key. With `use_dpop_nonce`: send it again with the nonce */
            401: {
                headers: {
                    /** @description The nonce for the next proof */
                    "dpop-nonce"?: string;
                    /** @description How to sign in, and what was wrong (RFC 9449) */
                    "www-authenticate"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description not-allowed: this role may not do that */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description too-many: wait for as long as `retry-after` says */
            429: {
                headers: {
                    /** @description Seconds to wait */
                    "retry-after"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description internal: the server failed; nothing was acknowledged */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description too-busy, no-signing-key or not-built: try again shortly, or look at /health/ready */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    resendDelivery: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Default Response */
            202: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        attempts: number;
                        created_at: number;
                        email: string | null;
                        error: {
                            code: string;
                            text: string;
                        } | null;
                        id: string;
                        /** @description The language that comes first; the others follow */
                        language: "en" | "ru" | "kk";
                        next_attempt_at: number | null;
                        note: string | null;
                        requested_by: string;
                        resend_of: string | null;
                        sent_at: number | null;
                        /** @description waiting: for its next attempt. sent: a mail server took it. bounced: no server will */
                        state: "waiting" | "sending" | "sent" | "bounced";
                        /** @description The message went out and the server's answer to it was lost: ask the holder, or send it again */
                        unconfirmed: boolean;
                        visa_number: string;
                    };
                };
            };
            /** @description bad-request: the request is not well formed; `detail` says what to change */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description not-signed-in: no token, one that has run out, or no proof by its key. With `use_dpop_nonce`: send it again with the nonce */
            401: {
                headers: {
                    /** @description The nonce for the next proof */
                    "dpop-nonce"?: string;
                    /** @description How to sign in, and what was wrong (RFC 9449) */
                    "www-authenticate"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description not-allowed: this role may not do that */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description not-found: there is no such thing here */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description conflict: this contradicts what is already stored */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description too-many: wait for as long as `retry-after` says */
            429: {
                headers: {
                    /** @description Seconds to wait */
                    "retry-after"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description internal: the server failed; nothing was acknowledged */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description too-busy, no-signing-key or not-built: try again shortly, or look at /health/ready */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description storage-full: nothing was recorded */
            507: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    deviceKey: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description A JWS of typ evisa-device-key+jwt */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/jwt": string;
                };
            };
            /** @description bad-request: the request is not well formed; `detail` says what to change */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description not-found: there is no such thing here */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description too-many: wait for as long as `retry-after` says */
            429: {
                headers: {
                    /** @description Seconds to wait */
                    "retry-after"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description internal: the server failed; nothing was acknowledged */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description too-busy, no-signing-key or not-built: try again shortly, or look at /health/ready */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    listDevices: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        devices: {
                            administrator: boolean;
                            carrier: string | null;
                            created_at: number;
                            id: string;
                            last_seen_at: number | null;
                            name: string;
                            report: {
                                at: number;
                                /** @description The signed time of the snapshot that it holds */
                                data_as_of: number | null;
                                /** @description The last place in its chain of events */
                                head_seq: number;
                                /** @description Up to when its copy of the ledger is complete */
                                ledger_as_of: number | null;
                                /** @description Records that are not handed in yet */
                                unsent: number;
                                /** @description The newest version of the wire that it speaks; 1 unless told */
                                wire?: 1 | 2;
                            } | null;
                            revoked_at: number | null;
                            /** @enum {unknown} */
                            role: "carrier" | "border" | "portal" | "console";
                        }[];
                    };
                };
            };
            /** @description not-signed-in: no token, one that has run out, or no proof by its key. With `use_dpop_nonce`: send it again with the nonce */
            401: {
                headers: {
                    /** @description The nonce for the next proof */
                    "dpop-nonce"?: string;
                    /** @description How to sign in, and what was wrong (RFC 9449) */
                    "www-authenticate"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description not-allowed: this role may not do that */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description too-many: wait for as long as `retry-after` says */
            429: {
                headers: {
                    /** @description Seconds to wait */
                    "retry-after"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description internal: the server failed; nothing was acknowledged */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description too-busy, no-signing-key or not-built: try again shortly, or look at /health/ready */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    enrolDevice: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    name: string;
                    secret: string;
                };
            };
        };
        responses: {
            /** @description Default Response */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        administrator: boolean;
                        carrier: string | null;
                        id: string;
                        issuer: string;
                        /** @enum {unknown} */
                        role: "carrier" | "border" | "portal" | "console";
                    };
                };
            };
            /** @description bad-request: the request is not well formed; `detail` says what to change */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description not-signed-in: no token, one that has run out, or no proof by its key. With `use_dpop_nonce`: send it again with the nonce */
            401: {
                headers: {
                    /** @description The nonce for the next proof */
                    "dpop-nonce"?: string;
                    /** @description How to sign in, and what was wrong (RFC 9449) */
                    "www-authenticate"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description not-allowed: this role may not do that */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description too-slow: not all of the request came in time; send it again */
            408: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description too-large: the body is too large */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description media-type: send one of the media types named here */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description too-many: wait for as long as `retry-after` says */
            429: {
                headers: {
                    /** @description Seconds to wait */
                    "retry-after"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description internal: the server failed; nothing was acknowledged */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description too-busy, no-signing-key or not-built: try again shortly, or look at /health/ready */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description storage-full: nothing was recorded */
            507: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    device: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        administrator: boolean;
                        carrier: string | null;
                        created_at: number;
                        id: string;
                        last_seen_at: number | null;
                        name: string;
                        report: {
                            at: number;
                            /** @description The signed time of the snapshot that it holds */
                            data_as_of: number | null;
                            /** @description The last place in its chain of events */
                            head_seq: number;
                            /** @description Up to when its copy of the ledger is complete */
                            ledger_as_of: number | null;
                            /** @description Records that are not handed in yet */
                            unsent: number;
                            /** @description The newest version of the wire that it speaks; 1 unless told */
                            wire?: 1 | 2;
                        } | null;
                        revoked_at: number | null;
                        /** @enum {unknown} */
                        role: "carrier" | "border" | "portal" | "console";
                    };
                };
            };
            /** @description bad-request: the request is not well formed; `detail` says what to change */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description not-signed-in: no token, one that has run out, or no proof by its key. With `use_dpop_nonce`: send it again with the nonce */
            401: {
                headers: {
                    /** @description The nonce for the next proof */
                    "dpop-nonce"?: string;
                    /** @description How to sign in, and what was wrong (RFC 9449) */
                    "www-authenticate"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description not-allowed: this role may not do that */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description not-found: there is no such thing here */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description too-many: wait for as long as `retry-after` says */
            429: {
                headers: {
                    /** @description Seconds to wait */
                    "retry-after"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description internal: the server failed; nothing was acknowledged */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description too-busy, no-signing-key or not-built: try again shortly, or look at /health/ready */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    revokeDevice: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Revoked */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description bad-request: the request is not well formed; `detail` says what to change */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description not-signed-in: no token, one that has run out, or no proof by its key. With `use_dpop_nonce`: send it again with the nonce */
            401: {
                headers: {
                    /** @description The nonce for the next proof */
                    "dpop-nonce"?: string;
                    /** @description How to sign in, and what was wrong (RFC 9449) */
                    "www-authenticate"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description not-allowed: this role may not do that */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description not-found: there is no such thing here */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description conflict: this contradicts what is already stored */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description too-many: wait for as long as `retry-after` says */
            429: {
                headers: {
                    /** @description Seconds to wait */
                    "retry-after"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description internal: the server failed; nothing was acknowledged */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description too-busy, no-signing-key or not-built: try again shortly, or look at /health/ready */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description storage-full: nothing was recorded */
            507: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    reportDevice: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    /** @description The signed time of the snapshot that it holds */
                    data_as_of: number | null;
                    /** @description The last place in its chain of events */
                    head_seq: number;
                    /** @description Up to when its copy of the ledger is complete */
                    ledger_as_of: number | null;
                    /** @description Records that are not handed in yet */
                    unsent: number;
                    /** @description The newest version of the wire that it speaks; 1 unless told */
                    wire?: 1 | 2;
                };
            };
        };
        responses: {
            /** @description Noted */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description bad-request: the request is not well formed; `detail` says what to change */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description not-signed-in: no token, one that has run out, or no proof by its key. With `use_dpop_nonce`: send it again with the nonce */
            401: {
                headers: {
                    /** @description The nonce for the next proof */
                    "dpop-nonce"?: string;
                    /** @description How to sign in, and what was wrong (RFC 9449) */
                    "www-authenticate"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description not-allowed: this role may not do that */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description too-slow: not all of the request came in time; send it again */
            408: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description too-large: the body is too large */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description media-type: send one of the media types named here */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description too-many: wait for as long as `retry-after` says */
            429: {
                headers: {
                    /** @description Seconds to wait */
                    "retry-after"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description internal: the server failed; nothing was acknowledged */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description too-busy, no-signing-key or not-built: try again shortly, or look at /health/ready */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description storage-full: nothing was recorded */
            507: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    eligibility: {
        parameters: {
            query: {
                /** @description Three letters as in the passport, two, or a name in English */
                citizenship: string;
                /** @description Of the stay */
                days: string;
                /** @description 1, 2 or multiple; without it as few as there are */
                entries?: string;
                /** @description The way into the country: air, rail, road, sea */
                entry: string;
                /** @description YYYY-MM-DD */
                passport_expires?: string;
                /** @description One of GET /v1/terms, such as tourism */
                purpose: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** @enum {string} */
                        kind: "own-citizen";
                    } | {
                        /** @enum {string} */
                        kind: "visa-free";
                        /** @description What is needed for a stay that is a day longer */
                        longer: {
                            /** @description Through which an e-visa lets in, and no other */
                            airports: {
                                id: string;
                                name: string;
                            }[];
                            /** @description What to have at hand */
                            at_hand: ("passport" | "passport-copy" | "visa-support-number" | "e-mail" | "bank-card")[];
                            /** @description Who must invite: without an invitation there is no e-visa */
                            invited_by: ("legal-entity" | "individual" | "tour-operator" | "medical-institution")[];
                            /** @enum {string} */
                            kind: "e-visa";
                            offer: {
                                /** @description Visa category, e.g. B12 */
                                category: string;
                                entries: 1 | 2 | "multiple";
                                fee: {
                                    /** @description In the smallest unit of the currency */
                                    amount_minor: number;
                                    currency: string;
                                    /** @description The authority has not confirmed it */
                                    draft: boolean;
                                };
                                /** @description null: no limit */
                                max_stay_days: number | null;
                                /** @description null: no limit */
                                max_validity_days: number | null;
                            };
                            /** @description What else may be asked for, for the same purpose */
                            others: {
                                /** @description Visa category, e.g. B12 */
                                category: string;
                                entries: 1 | 2 | "multiple";
                                fee: {
                                    /** @description In the smallest unit of the currency */
                                    amount_minor: number;
                                    currency: string;
                                    /** @description The authority has not confirmed it */
                                    draft: boolean;
                                };
                                /** @description null: no limit */
                                max_stay_days: number | null;
                                /** @description null: no limit */
                                max_validity_days: number | null;
                            }[];
                            passport: {
                                /** @description For a stay that begins today */
                                is_enough: boolean | null;
                                months_beyond_visa: number;
                                /** @description Until when a passport must be valid for such a stay that begins today */
                                needed_until: string;
                                visa_at_most_until: string | null;
                            };
                            times: {
                                invitation_business_days: number;
                                /** @description Before the entry, at most */
                                invitation_earliest_days: number;
                                /** @description Where others are heard */
                                invitation_heard_days: number;
                                review_business_days: number;
                            };
                            /** @description Days for which no visa is needed; 0: one is needed */
                            visa_free_days: number;
                        } | {
                            /** @description Through which an e-visa lets in, and no other */
                            airports: {
                                id: string;
                                name: string;
                            }[];
                            /** @description What to have at hand */
                            at_hand: ("passport" | "passport-copy" | "visa-support-number" | "e-mail" | "bank-card")[];
                            /** @description Who must invite: without an invitation there is no e-visa */
                            invited_by: ("legal-entity" | "individual" | "tour-operator" | "medical-institution")[];
                            /** @enum {string} */
                            kind: "by-air-only";
                            offer: {
                                /** @description Visa category, e.g. B12 */
                                category: string;
                                entries: 1 | 2 | "multiple";
                                fee: {
                                    /** @description In the smallest unit of the currency */
                                    amount_minor: number;
                                    currency: string;
                                    /** @description The authority has not confirmed it */
                                    draft: boolean;
                                };
                                /** @description null: no limit */
                                max_stay_days: number | null;
                                /** @description null: no limit */
                                max_validity_days: number | null;
                            };
                            /** @description What else may be asked for, for the same purpose */
                            others: {
                                /** @description Visa category, e.g. B12 */
                                category: string;
                                entries: 1 | 2 | "multiple";
                                fee: {
                                    /** @description In the smallest unit of the currency */
                                    amount_minor: number;
                                    currency: string;
                                    /** @description The authority has not confirmed it */
                                    draft: boolean;
                                };
                                /** @description null: no limit */
                                max_stay_days: number | null;
                                /** @description null: no limit */
                                max_validity_days: number | null;
                            }[];
                            passport: {
                                /** @description For a stay that begins today */
                                is_enough: boolean | null;
                                months_beyond_visa: number;
                                /** @description Until when a passport must be valid for such a stay that begins today */
                                needed_until: string;
                                visa_at_most_until: string | null;
                            };
                            times: {
                                invitation_business_days: number;
                                /** @description Before the entry, at most */
                                invitation_earliest_days: number;
                                /** @description Where others are heard */
                                invitation_heard_days: number;
                                review_business_days: number;
                            };
                            /** @description Days for which no visa is needed; 0: one is needed */
                            visa_free_days: number;
                        } | {
                            /** @enum {unknown} */
                            because: "purpose" | "citizenship" | "stay" | "entries";
                            category: string | null;
                            /** @description The longest stay of an e-visa, where the stay is why */
                            evisa_days: number | null;
                            /** @enum {string} */
                            kind: "embassy";
                            /** @description Days for which no visa is needed; 0: one is needed */
                            visa_free_days: number;
                        } | {
                            /** @enum {string} */
                            kind: "not-for-this-purpose";
                            /** @description Purposes that may be what is meant */
                            serves: string[];
                            /** @description Days for which no visa is needed; 0: one is needed */
                            visa_free_days: number;
                        };
                        /** @description Days for which no visa is needed; 0: one is needed */
                        visa_free_days: number;
                    } | {
                        /** @description Through which an e-visa lets in, and no other */
                        airports: {
                            id: string;
                            name: string;
                        }[];
                        /** @description What to have at hand */
                        at_hand: ("passport" | "passport-copy" | "visa-support-number" | "e-mail" | "bank-card")[];
                        /** @description Who must invite: without an invitation there is no e-visa */
                        invited_by: ("legal-entity" | "individual" | "tour-operator" | "medical-institution")[];
                        /** @enum {string} */
                        kind: "e-visa";
                        offer: {
                            /** @description Visa category, e.g. B12 */
                            category: string;
                            entries: 1 | 2 | "multiple";
                            fee: {
                                /** @description In the smallest unit of the currency */
                                amount_minor: number;
                                currency: string;
                                /** @description The authority has not confirmed it */
                                draft: boolean;
                            };
                            /** @description null: no limit */
                            max_stay_days: number | null;
                            /** @description null: no limit */
                            max_validity_days: number | null;
                        };
                        /** @description What else may be asked for, for the same purpose */
                        others: {
                            /** @description Visa category, e.g. B12 */
                            category: string;
                            entries: 1 | 2 | "multiple";
                            fee: {
                                /** @description In the smallest unit of the currency */
                                amount_minor: number;
                                currency: string;
                                /** @description The authority has not confirmed it */
                                draft: boolean;
                            };
                            /** @description null: no limit */
                            max_stay_days: number | null;
                            /** @description null: no limit */
                            max_validity_days: number | null;
                        }[];
                        passport: {
                            /** @description For a stay that begins today */
                            is_enough: boolean | null;
                            months_beyond_visa: number;
                            /** @description Until when a passport must be valid for such a stay that begins today */
                            needed_until: string;
                            visa_at_most_until: string | null;
                        };
                        times: {
                            invitation_business_days: number;
                            /** @description Before the entry, at most */
                            invitation_earliest_days: number;
                            /** @description Where others are heard */
                            invitation_heard_days: number;
                            review_business_days: number;
                        };
                        /** @description Days for which no visa is needed; 0: one is needed */
                        visa_free_days: number;
                    } | {
                        /** @description Through which an e-visa lets in, and no other */
                        airports: {
                            id: string;
                            name: string;
                        }[];
                        /** @description What to have at hand */
                        at_hand: ("passport" | "passport-copy" | "visa-support-number" | "e-mail" | "bank-card")[];
                        /** @description Who must invite: without an invitation there is no e-visa */
                        invited_by: ("legal-entity" | "individual" | "tour-operator" | "medical-institution")[];
                        /** @enum {string} */
                        kind: "by-air-only";
                        offer: {
                            /** @description Visa category, e.g. B12 */
                            category: string;
                            entries: 1 | 2 | "multiple";
                            fee: {
                                /** @description In the smallest unit of the currency */
                                amount_minor: number;
                                currency: string;
                                /** @description The authority has not confirmed it */
                                draft: boolean;
                            };
                            /** @description null: no limit */
                            max_stay_days: number | null;
                            /** @description null: no limit */
                            max_validity_days: number | null;
                        };
                        /** @description What else may be asked for, for the same purpose */
                        others: {
                            /** @description Visa category, e.g. B12 */
                            category: string;
                            entries: 1 | 2 | "multiple";
                            fee: {
                                /** @description In the smallest unit of the currency */
                                amount_minor: number;
                                currency: string;
                                /** @description The authority has not confirmed it */
                                draft: boolean;
                            };
                            /** @description null: no limit */
                            max_stay_days: number | null;
                            /** @description null: no limit */
                            max_validity_days: number | null;
                        }[];
                        passport: {
                            /** @description For a stay that begins today */
                            is_enough: boolean | null;
                            months_beyond_visa: number;
                            /** @description Until when a passport must be valid for such a stay that begins today */
                            needed_until: string;
                            visa_at_most_until: string | null;
                        };
                        times: {
                            invitation_business_days: number;
                            /** @description Before the entry, at most */
                            invitation_earliest_days: number;
                            /** @description Where others are heard */
                            invitation_heard_days: number;
                            review_business_days: number;
                        };
                        /** @description Days for which no visa is needed; 0: one is needed */
                        visa_free_days: number;
                    } | {
                        /** @enum {unknown} */
                        because: "purpose" | "citizenship" | "stay" | "entries";
                        category: string | null;
                        /** @description The longest stay of an e-visa, where the stay is why */
                        evisa_days: number | null;
                        /** @enum {string} */
                        kind: "embassy";
                        /** @description Days for which no visa is needed; 0: one is needed */
                        visa_free_days: number;
                    } | {
                        /** @enum {string} */
                        kind: "not-for-this-purpose";
                        /** @description Purposes that may be what is meant */
                        serves: string[];
                        /** @description Days for which no visa is needed; 0: one is needed */
                        visa_free_days: number;
                    };
                };
            };
            /** @description bad-request: the request is not well formed; `detail` says what to change */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description conflict: this contradicts what is already stored */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description too-many: wait for as long as `retry-after` says */
            429: {
                headers: {
                    /** @description Seconds to wait */
                    "retry-after"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description internal: the server failed; nothing was acknowledged */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description too-busy, no-signing-key or not-built: try again shortly, or look at /health/ready */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    makeEnrolmentCode: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    /** @description It may enrol and revoke others of its carrier */
                    administrator?: boolean;
                    /** @description The airline's code, e.g. KC */
                    carrier?: string;
                    /** @enum {unknown} */
                    role: "carrier" | "border" | "portal" | "console";
                };
            };
        };
        responses: {
            /** @description Default Response */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        expires_at: number;
                        root_fingerprint: string;
                        secret: string;
                        /** @description The address that devices know this server by */
                        server: string;
                    };
                };
            };
            /** @description bad-request: the request is not well formed; `detail` says what to change */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description not-signed-in: no token, one that has run out, or no proof by its key. With `use_dpop_nonce`: send it again with the nonce */
            401: {
                headers: {
                    /** @description The nonce for the next proof */
                    "dpop-nonce"?: string;
                    /** @description How to sign in, and what was wrong (RFC 9449) */
                    "www-authenticate"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description not-allowed: this role may not do that */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description too-slow: not all of the request came in time; send it again */
            408: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description too-large: the body is too large */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description media-type: send one of the media types named here */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description breaks-policy: the policy does not allow this; `errors` names the fields */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description too-many: wait for as long as `retry-after` says */
            429: {
                headers: {
                    /** @description Seconds to wait */
                    "retry-after"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description internal: the server failed; nothing was acknowledged */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description too-busy, no-signing-key or not-built: try again shortly, or look at /health/ready */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description storage-full: nothing was recorded */
            507: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    listFlights: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        flights: components["schemas"]["FlightHead"][];
                    };
                };
            };
            /** @description not-signed-in: no token, one that has run out, or no proof by its key. With `use_dpop_nonce`: send it again with the nonce */
            401: {
                headers: {
                    /** @description The nonce for the next proof */
                    "dpop-nonce"?: string;
                    /** @description How to sign in, and what was wrong (RFC 9449) */
                    "www-authenticate"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description not-allowed: this role may not do that */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description too-many: wait for as long as `retry-after` says */
            429: {
                headers: {
                    /** @description Seconds to wait */
                    "retry-after"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description internal: the server failed; nothing was acknowledged */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description too-busy, no-signing-key or not-built: try again shortly, or look at /health/ready */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    checkFlight: {
        parameters: {
            query?: {
                /** @description Scheduled arrival there: RFC 3339, or local time in Kazakhstan (2026-11-22 23:50) */
                arrival?: string;
                /** @description Airport of the first landing in Kazakhstan, e.g. NQZ */
                checkpoint?: string;
                /** @description Scheduled departure; a flight is checked from 48 hours before it: RFC 3339, or local time in Kazakhstan (2026-11-22 23:50) */
                departure?: string;
                flight?: string;
                lang?: "en" | "ru" | "kk";
            };
            header?: {
                /** @description The same key and list again give the same flight */
                "idempotency-key"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    /** @description Scheduled arrival there: RFC 3339, or local time in Kazakhstan (2026-11-22 23:50) */
                    arrival: string;
                    /** @description Airport of the first landing in Kazakhstan, e.g. NQZ */
                    checkpoint: string;
                    /** @description Scheduled departure; a flight is checked from 48 hours before it: RFC 3339, or local time in Kazakhstan (2026-11-22 23:50) */
                    departure?: string;
                    /** @description e.g. KC104 */
                    flight: string;
                    /** @description At most 1000. One that is not well formed is answered as such, the others all the same. */
                    passengers: {
                        /** @description YYYY-MM-DD; YYYY-MM or YYYY where the passport does not know more */
                        birth_date?: string;
                        /** @description Three letters: ISO 3166-1 or ICAO Doc 9303-3 */
                        nationality?: string;
                        /** @description Last day of the passport, YYYY-MM-DD */
                        passport_expires?: string;
                        passport_number?: string;
                        /** @description The carrier's own: seat, sequence, booking */
                        reference?: string;
                        /** @description The text of the QR code, as read */
                        text?: string;
                        type?: "passenger" | "crew";
                        /** @description With or without hyphens */
                        visa_number?: string;
                    }[];
                };
                "text/csv": string;
            };
        };
        responses: {
            /** @description One answer a passenger, as soon as each is known */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/x-ndjson": {
                        /** @description RFC 3339 */
                        arrival: string;
                        /** @description Epoch seconds */
                        checked_at: number | null;
                        /** @description Airport of the first landing in Kazakhstan */
                        checkpoint: string;
                        counts: {
                            clear: number;
                            not_applicable: number;
                            refer: number;
                            refuse: number;
                        };
                        /** @description Epoch seconds */
                        created_at: number;
                        /** @description RFC 3339 */
                        departure: string | null;
                        /** @description e.g. KC104 */
                        flight: string;
                        id: string;
                        /** @description Columns of the list that were not understood, and so not checked; `#3` is the third, which is filled under no heading */
                        ignored_columns?: string[];
                        /** @enum {unknown} */
                        kind: "flight";
                        passengers: number;
                        /** @description False: no column was understood as the number of the passport, and none was compared */
                        passport_column?: boolean;
                        /** @description Rises whenever an answer or the plan changes */
                        revision: number;
                        /** @description Rows of the list that hold no passenger */
                        skipped_rows?: {
                            from: number;
                            to: number;
                            /** @enum {unknown} */
                            why: "blank" | "heading" | "above-heading";
                        }[];
                    } | {
                        /** @description The day in Kazakhstan that the answer is for */
                        asked_for: string;
                        /** @description What it was before the flight or the e-visa changed */
                        changed_from: {
                            /** @enum {string} */
                            outcome: "refuse" | "refer" | "clear" | "not-applicable";
                            /**
                             * @description Never reused for another meaning
                             * @enum {string|null}
                             */
                            reason: "qr/unreadable" | "qr/too-long" | "qr/not-an-evisa" | "qr/malformed" | "credential/format" | "credential/header" | "credential/algorithm" | "key/unknown" | "key/not-active" | "key/compromised" | "signature/invalid" | "credential/claims" | "clock/behind" | "clock/ahead" | "arrival/past" | "data/none" | "data/trust-expired" | "data/too-new" | "data/status-stale" | "data/ledger-stale" | "status/replaced" | "status/revoked" | "status/suspended" | "passport/misread" | "passport/by-eye" | "passport/number" | "passport/nationality" | "passport/birth-date" | "passport/document" | "passport/name" | "passport/expired" | "passport/not-read" | "place/unknown" | "place/not-airport" | "place/not-international" | "dates/not-yet" | "dates/expired" | "dates/near-boundary" | "entries/used-up" | "entries/stay-open" | "entries/offline-risk" | "entries/repeated" | "stay/overstayed" | "stay/no-entry" | "nationality/not-eligible" | "exempt/crew" | "exempt/own-citizen" | "exempt/visa-free" | "evisa/none-given" | "row/invalid" | "row/duplicate" | "row/look-up-limit" | "row/needs-server" | null;
                        } | null;
                        /** @description Epoch seconds */
                        decided_at: number;
                        /** @description Facts that the instruction names */
                        detail: {
                            [key: string]: string | number;
                        };
                        findings: {
                            /** @description What was found, as short facts */
                            detail?: {
                                [key: string]: string | number;
                            };
                            /**
                             * @description clear: go on. refer: a person decides. refuse: do not let pass
                             * @enum {string}
                             */
                            outcome: "clear" | "refer" | "refuse";
                            /**
                             * @description Never reused for another meaning
                             * @enum {string}
                             */
                            reason: "qr/unreadable" | "qr/too-long" | "qr/not-an-evisa" | "qr/malformed" | "credential/format" | "credential/header" | "credential/algorithm" | "key/unknown" | "key/not-active" | "key/compromised" | "signature/invalid" | "credential/claims" | "clock/behind" | "clock/ahead" | "arrival/past" | "data/none" | "data/trust-expired" | "data/too-new" | "data/status-stale" | "data/ledger-stale" | "status/replaced" | "status/revoked" | "status/suspended" | "passport/misread" | "passport/by-eye" | "passport/number" | "passport/nationality" | "passport/birth-date" | "passport/document" | "passport/name" | "passport/expired" | "passport/not-read" | "place/unknown" | "place/not-airport" | "place/not-international" | "dates/not-yet" | "dates/expired" | "dates/near-boundary" | "entries/used-up" | "entries/stay-open" | "entries/offline-risk" | "entries/repeated" | "stay/overstayed" | "stay/no-entry" | "nationality/not-eligible";
                        }[];
                        /** @description One line: what to do now */
                        instruction: {
                            en: string;
                            kk: string;
                            ru: string;
                        };
                        /** @enum {unknown} */
                        kind: "answer";
                        /** @enum {string} */
                        outcome: "refuse" | "refer" | "clear" | "not-applicable";
                        /**
                         * @description Never reused for another meaning
                         * @enum {string|null}
                         */
                        reason: "qr/unreadable" | "qr/too-long" | "qr/not-an-evisa" | "qr/malformed" | "credential/format" | "credential/header" | "credential/algorithm" | "key/unknown" | "key/not-active" | "key/compromised" | "signature/invalid" | "credential/claims" | "clock/behind" | "clock/ahead" | "arrival/past" | "data/none" | "data/trust-expired" | "data/too-new" | "data/status-stale" | "data/ledger-stale" | "status/replaced" | "status/revoked" | "status/suspended" | "passport/misread" | "passport/by-eye" | "passport/number" | "passport/nationality" | "passport/birth-date" | "passport/document" | "passport/name" | "passport/expired" | "passport/not-read" | "place/unknown" | "place/not-airport" | "place/not-international" | "dates/not-yet" | "dates/expired" | "dates/near-boundary" | "entries/used-up" | "entries/stay-open" | "entries/offline-risk" | "entries/repeated" | "stay/overstayed" | "stay/no-entry" | "nationality/not-eligible" | "exempt/crew" | "exempt/own-citizen" | "exempt/visa-free" | "evisa/none-given" | "row/invalid" | "row/duplicate" | "row/look-up-limit" | "row/needs-server" | null;
                        /** @description Signed: see /schemas/check-receipt.json */
                        receipt: {
                            receipt: string;
                            salt: string;
                        } | null;
                        /** @description The carrier's own */
                        reference: string | null;
                        /** @description As a spreadsheet numbers it; in JSON the place in the list, from 1 */
                        row: number;
                        /** @description True: the keys are those of a demonstration, and what they signed is no e-visa, whatever else is said */
                        specimen: boolean;
                        /** @description Null unless the credential is proven */
                        visa: {
                            /** @description YYYY-MM-DD; YYYY-MM or YYYY where the passport does not know more */
                            birth_date?: string;
                            /** @description Visa category, e.g. B12 */
                            category: string;
                            /** @description Empty for a single name */
                            given_names: string;
                            passport_number: string;
                            /** @description As the MRZ spells it, untruncated */
                            surname: string;
                            /** @description First day, in Asia/Almaty */
                            valid_from: string;
                            /** @description Last day, in Asia/Almaty, inclusive */
                            valid_until: string;
                            /** @description Visa number: the identity of the visa */
                            visa_number: string;
                        } | null;
                        /** @description What a screen says in large letters */
                        word: {
                            en: string;
                            kk: string;
                            ru: string;
                        };
                    } | {
                        done: number;
                        /** @enum {unknown} */
                        kind: "progress";
                        total: number;
                    } | {
                        counts: {
                            clear: number;
                            not_applicable: number;
                            refer: number;
                            refuse: number;
                        };
                        /** @enum {unknown} */
                        kind: "end";
                        revision: number;
                        /** @description Of a list that was sent: read + skipped + named = all */
                        rows?: {
                            all: number;
                            /** @description Passengers that were not understood, each answered as `row/invalid` */
                            named: number;
                            /** @description Passengers that were understood */
                            read: number;
                            /** @description Rows without a passenger, as `skipped_rows` tells them */
                            skipped: number;
                        };
                    };
                    "text/csv": string;
                };
            };
            /** @description bad-request: the request is not well formed; `detail` says what to change */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description not-signed-in: no token, one that has run out, or no proof by its key. With `use_dpop_nonce`: send it again with the nonce */
            401: {
                headers: {
                    /** @description The nonce for the next proof */
                    "dpop-nonce"?: string;
                    /** @description How to sign in, and what was wrong (RFC 9449) */
                    "www-authenticate"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description not-allowed: this role may not do that */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description too-slow: not all of the request came in time; send it again */
            408: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description conflict: this contradicts what is already stored */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description too-large: the body is too large */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description media-type: send one of the media types named here */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description breaks-policy: the policy does not allow this; `errors` names the fields */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description too-many: wait for as long as `retry-after` says */
            429: {
                headers: {
                    /** @description Seconds to wait */
                    "retry-after"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description internal: the server failed; nothing was acknowledged */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description too-busy, no-signing-key or not-built: try again shortly, or look at /health/ready */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description storage-full: nothing was recorded */
            507: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    flight: {
        parameters: {
            query?: {
                lang?: "en" | "ru" | "kk";
            };
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The flight */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        answers: {
                            /** @description The day in Kazakhstan that the answer is for */
                            asked_for: string;
                            /** @description What it was before the flight or the e-visa changed */
                            changed_from: {
                                /** @enum {string} */
                                outcome: "refuse" | "refer" | "clear" | "not-applicable";
                                /**
                                 * @description Never reused for another meaning
                                 * @enum {string|null}
                                 */
                                reason: "qr/unreadable" | "qr/too-long" | "qr/not-an-evisa" | "qr/malformed" | "credential/format" | "credential/header" | "credential/algorithm" | "key/unknown" | "key/not-active" | "key/compromised" | "signature/invalid" | "credential/claims" | "clock/behind" | "clock/ahead" | "arrival/past" | "data/none" | "data/trust-expired" | "data/too-new" | "data/status-stale" | "data/ledger-stale" | "status/replaced" | "status/revoked" | "status/suspended" | "passport/misread" | "passport/by-eye" | "passport/number" | "passport/nationality" | "passport/birth-date" | "passport/document" | "passport/name" | "passport/expired" | "passport/not-read" | "place/unknown" | "place/not-airport" | "place/not-international" | "dates/not-yet" | "dates/expired" | "dates/near-boundary" | "entries/used-up" | "entries/stay-open" | "entries/offline-risk" | "entries/repeated" | "stay/overstayed" | "stay/no-entry" | "nationality/not-eligible" | "exempt/crew" | "exempt/own-citizen" | "exempt/visa-free" | "evisa/none-given" | "row/invalid" | "row/duplicate" | "row/look-up-limit" | "row/needs-server" | null;
                            } | null;
                            /** @description Epoch seconds */
                            decided_at: number;
                            /** @description Facts that the instruction names */
                            detail: {
                                [key: string]: string | number;
                            };
                            findings: {
                                /** @description What was found, as short facts */
                                detail?: {
                                    [key: string]: string | number;
                                };
                                /**
                                 * @description clear: go on. refer: a person decides. refuse: do not let pass
                                 * @enum {string}
                                 */
                                outcome: "clear" | "refer" | "refuse";
                                /**
                                 * @description Never reused for another meaning
                                 * @enum {string}
                                 */
                                reason: "qr/unreadable" | "qr/too-long" | "qr/not-an-evisa" | "qr/malformed" | "credential/format" | "credential/header" | "credential/algorithm" | "key/unknown" | "key/not-active" | "key/compromised" | "signature/invalid" | "credential/claims" | "clock/behind" | "clock/ahead" | "arrival/past" | "data/none" | "data/trust-expired" | "data/too-new" | "data/status-stale" | "data/ledger-stale" | "status/replaced" | "status/revoked" | "status/suspended" | "passport/misread" | "passport/by-eye" | "passport/number" | "passport/nationality" | "passport/birth-date" | "passport/document" | "passport/name" | "passport/expired" | "passport/not-read" | "place/unknown" | "place/not-airport" | "place/not-international" | "dates/not-yet" | "dates/expired" | "dates/near-boundary" | "entries/used-up" | "entries/stay-open" | "entries/offline-risk" | "entries/repeated" | "stay/overstayed" | "stay/no-entry" | "nationality/not-eligible";
                            }[];
                            /** @description One line: what to do now */
                            instruction: {
                                en: string;
                                kk: string;
                                ru: string;
                            };
                            /** @enum {string} */
                            outcome: "refuse" | "refer" | "clear" | "not-applicable";
                            /**
                             * @description Never reused for another meaning
                             * @enum {string|null}
                             */
                            reason: "qr/unreadable" | "qr/too-long" | "qr/not-an-evisa" | "qr/malformed" | "credential/format" | "credential/header" | "credential/algorithm" | "key/unknown" | "key/not-active" | "key/compromised" | "signature/invalid" | "credential/claims" | "clock/behind" | "clock/ahead" | "arrival/past" | "data/none" | "data/trust-expired" | "data/too-new" | "data/status-stale" | "data/ledger-stale" | "status/replaced" | "status/revoked" | "status/suspended" | "passport/misread" | "passport/by-eye" | "passport/number" | "passport/nationality" | "passport/birth-date" | "passport/document" | "passport/name" | "passport/expired" | "passport/not-read" | "place/unknown" | "place/not-airport" | "place/not-international" | "dates/not-yet" | "dates/expired" | "dates/near-boundary" | "entries/used-up" | "entries/stay-open" | "entries/offline-risk" | "entries/repeated" | "stay/overstayed" | "stay/no-entry" | "nationality/not-eligible" | "exempt/crew" | "exempt/own-citizen" | "exempt/visa-free" | "evisa/none-given" | "row/invalid" | "row/duplicate" | "row/look-up-limit" | "row/needs-server" | null;
                            /** @description Signed: see /schemas/check-receipt.json */
                            receipt: {
                                receipt: string;
                                salt: string;
                            } | null;
                            /** @description The carrier's own */
                            reference: string | null;
                            /** @description As a spreadsheet numbers it; in JSON the place in the list, from 1 */
                            row: number;
                            /** @description True: the keys are those of a demonstration, and what they signed is no e-visa, whatever else is said */
                            specimen: boolean;
                            /** @description Null unless the credential is proven */
                            visa: {
                                /** @description YYYY-MM-DD; YYYY-MM or YYYY where the passport does not know more */
                                birth_date?: string;
                                /** @description Visa category, e.g. B12 */
                                category: string;
                                /** @description Empty for a single name */
                                given_names: string;
                                passport_number: string;
                                /** @description As the MRZ spells it, untruncated */
                                surname: string;
                                /** @description First day, in Asia/Almaty */
                                valid_from: string;
                                /** @description Last day, in Asia/Almaty, inclusive */
                                valid_until: string;
                                /** @description Visa number: the identity of the visa */
                                visa_number: string;
                            } | null;
                            /** @description What a screen says in large letters */
                            word: {
                                en: string;
                                kk: string;
                                ru: string;
                            };
                        }[];
                        /** A flight that was checked */
                        flight: {
                            /** @description RFC 3339 */
                            arrival: string;
                            /** @description Epoch seconds */
                            checked_at: number | null;
                            /** @description Airport of the first landing in Kazakhstan */
                            checkpoint: string;
                            counts: {
                                clear: number;
                                not_applicable: number;
                                refer: number;
                                refuse: number;
                            };
                            /** @description Epoch seconds */
                            created_at: number;
                            /** @description RFC 3339 */
                            departure: string | null;
                            /** @description e.g. KC104 */
                            flight: string;
                            id: string;
                            passengers: number;
                            /** @description Rises whenever an answer or the plan changes */
                            revision: number;
                        };
                    };
                    "text/csv": string;
                };
            };
            /** @description bad-request: the request is not well formed; `detail` says what to change */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description not-signed-in: no token, one that has run out, or no proof by its key. With `use_dpop_nonce`: send it again with the nonce */
            401: {
                headers: {
                    /** @description The nonce for the next proof */
                    "dpop-nonce"?: string;
                    /** @description How to sign in, and what was wrong (RFC 9449) */
                    "www-authenticate"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description not-allowed: this role may not do that */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description not-found: there is no such thing here */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description too-many: wait for as long as `retry-after` says */
            429: {
                headers: {
                    /** @description Seconds to wait */
                    "retry-after"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description internal: the server failed; nothing was acknowledged */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description too-busy, no-signing-key or not-built: try again shortly, or look at /health/ready */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    recheckFlight: {
        parameters: {
            query?: {
                lang?: "en" | "ru" | "kk";
            };
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    /** @description Scheduled arrival there: RFC 3339, or local time in Kazakhstan (2026-11-22 23:50) */
                    arrival: string;
                    /** @description Airport of the first landing in Kazakhstan, e.g. NQZ */
                    checkpoint: string;
                    /** @description Scheduled departure; a flight is checked from 48 hours before it: RFC 3339, or local time in Kazakhstan (2026-11-22 23:50) */
                    departure?: string;
                };
            };
        };
        responses: {
            /** @description One answer a passenger, as soon as each is known */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/x-ndjson": {
                        /** @description RFC 3339 */
                        arrival: string;
                        /** @description Epoch seconds */
                        checked_at: number | null;
                        /** @description Airport of the first landing in Kazakhstan */
                        checkpoint: string;
                        counts: {
                            clear: number;
                            not_applicable: number;
                            refer: number;
                            refuse: number;
                        };
                        /** @description Epoch seconds */
                        created_at: number;
                        /** @description RFC 3339 */
                        departure: string | null;
                        /** @description e.g. KC104 */
                        flight: string;
                        id: string;
                        /** @description Columns of the list that were not understood, and so not checked; `#3` is the third, which is filled under no heading */
                        ignored_columns?: string[];
                        /** @enum {unknown} */
                        kind: "flight";
                        passengers: number;
                        /** @description False: no column was understood as the number of the passport, and none was compared */
                        passport_column?: boolean;
                        /** @description Rises whenever an answer or the plan changes */
                        revision: number;
                        /** @description Rows of the list that hold no passenger */
                        skipped_rows?: {
                            from: number;
                            to: number;
                            /** @enum {unknown} */
                            why: "blank" | "heading" | "above-heading";
                        }[];
                    } | {
                        /** @description The day in Kazakhstan that the answer is for */
                        asked_for: string;
                        /** @description What it was before the flight or the e-visa changed */
                        changed_from: {
                            /** @enum {string} */
                            outcome: "refuse" | "refer" | "clear" | "not-applicable";
                            /**
                             * @description Never reused for another meaning
                             * @enum {string|null}
                             */
                            reason: "qr/unreadable" | "qr/too-long" | "qr/not-an-evisa" | "qr/malformed" | "credential/format" | "credential/header" | "credential/algorithm" | "key/unknown" | "key/not-active" | "key/compromised" | "signature/invalid" | "credential/claims" | "clock/behind" | "clock/ahead" | "arrival/past" | "data/none" | "data/trust-expired" | "data/too-new" | "data/status-stale" | "data/ledger-stale" | "status/replaced" | "status/revoked" | "status/suspended" | "passport/misread" | "passport/by-eye" | "passport/number" | "passport/nationality" | "passport/birth-date" | "passport/document" | "passport/name" | "passport/expired" | "passport/not-read" | "place/unknown" | "place/not-airport" | "place/not-international" | "dates/not-yet" | "dates/expired" | "dates/near-boundary" | "entries/used-up" | "entries/stay-open" | "entries/offline-risk" | "entries/repeated" | "stay/overstayed" | "stay/no-entry" | "nationality/not-eligible" | "exempt/crew" | "exempt/own-citizen" | "exempt/visa-free" | "evisa/none-given" | "row/invalid" | "row/duplicate" | "row/look-up-limit" | "row/needs-server" | null;
                        } | null;
                        /** @description Epoch seconds */
                        decided_at: number;
                        /** @description Facts that the instruction names */
                        detail: {
                            [key: string]: string | number;
                        };
                        findings: {
                            /** @description What was found, as short facts */
                            detail?: {
                                [key: string]: string | number;
                            };
                            /**
                             * @description clear: go on. refer: a person decides. refuse: do not let pass
                             * @enum {string}
                             */
                            outcome: "clear" | "refer" | "refuse";
                            /**
                             * @description Never reused for another meaning
                             * @enum {string}
                             */
                            reason: "qr/unreadable" | "qr/too-long" | "qr/not-an-evisa" | "qr/malformed" | "credential/format" | "credential/header" | "credential/algorithm" | "key/unknown" | "key/not-active" | "key/compromised" | "signature/invalid" | "credential/claims" | "clock/behind" | "clock/ahead" | "arrival/past" | "data/none" | "data/trust-expired" | "data/too-new" | "data/status-stale" | "data/ledger-stale" | "status/replaced" | "status/revoked" | "status/suspended" | "passport/misread" | "passport/by-eye" | "passport/number" | "passport/nationality" | "passport/birth-date" | "passport/document" | "passport/name" | "passport/expired" | "passport/not-read" | "place/unknown" | "place/not-airport" | "place/not-international" | "dates/not-yet" | "dates/expired" | "dates/near-boundary" | "entries/used-up" | "entries/stay-open" | "entries/offline-risk" | "entries/repeated" | "stay/overstayed" | "stay/no-entry" | "nationality/not-eligible";
                        }[];
                        /** @description One line: what to do now */
                        instruction: {
                            en: string;
                            kk: string;
                            ru: string;
                        };
                        /** @enum {unknown} */
                        kind: "answer";
                        /** @enum {string} */
                        outcome: "refuse" | "refer" | "clear" | "not-applicable";
                        /**
                         * @description Never reused for another meaning
                         * @enum {string|null}
                         */
                        reason: "qr/unreadable" | "qr/too-long" | "qr/not-an-evisa" | "qr/malformed" | "credential/format" | "credential/header" | "credential/algorithm" | "key/unknown" | "key/not-active" | "key/compromised" | "signature/invalid" | "credential/claims" | "clock/behind" | "clock/ahead" | "arrival/past" | "data/none" | "data/trust-expired" | "data/too-new" | "data/status-stale" | "data/ledger-stale" | "status/replaced" | "status/revoked" | "status/suspended" | "passport/misread" | "passport/by-eye" | "passport/number" | "passport/nationality" | "passport/birth-date" | "passport/document" | "passport/name" | "passport/expired" | "passport/not-read" | "place/unknown" | "place/not-airport" | "place/not-international" | "dates/not-yet" | "dates/expired" | "dates/near-boundary" | "entries/used-up" | "entries/stay-open" | "entries/offline-risk" | "entries/repeated" | "stay/overstayed" | "stay/no-entry" | "nationality/not-eligible" | "exempt/crew" | "exempt/own-citizen" | "exempt/visa-free" | "evisa/none-given" | "row/invalid" | "row/duplicate" | "row/look-up-limit" | "row/needs-server" | null;
                        /** @description Signed: see /schemas/check-receipt.json */
                        receipt: {
                            receipt: string;
                            salt: string;
                        } | null;
                        /** @description The carrier's own */
                        reference: string | null;
                        /** @description As a spreadsheet numbers it; in JSON the place in the list, from 1 */
                        row: number;
                        /** @description True: the keys are those of a demonstration, and what they signed is no e-visa, whatever else is said */
                        specimen: boolean;
                        /** @description Null unless the credential is proven */
                        visa: {
                            /** @description YYYY-MM-DD; YYYY-MM or YYYY where the passport does not know more */
                            birth_date?: string;
                            /** @description Visa category, e.g. B12 */
                            category: string;
                            /** @description Empty for a single name */
                            given_names: string;
                            passport_number: string;
                            /** @description As the MRZ spells it, untruncated */
                            surname: string;
                            /** @description First day, in Asia/Almaty */
                            valid_from: string;
                            /** @description Last day, in Asia/Almaty, inclusive */
                            valid_until: string;
                            /** @description Visa number: the identity of the visa */
                            visa_number: string;
                        } | null;
                        /** @description What a screen says in large letters */
                        word: {
                            en: string;
                            kk: string;
                            ru: string;
                        };
                    } | {
                        done: number;
                        /** @enum {unknown} */
                        kind: "progress";
                        total: number;
                    } | {
                        counts: {
                            clear: number;
                            not_applicable: number;
                            refer: number;
                            refuse: number;
                        };
                        /** @enum {unknown} */
                        kind: "end";
                        revision: number;
                        /** @description Of a list that was sent: read + skipped + named = all */
                        rows?: {
                            all: number;
                            /** @description Passengers that were not understood, each answered as `row/invalid` */
                            named: number;
                            /** @description Passengers that were understood */
                            read: number;
                            /** @description Rows without a passenger, as `skipped_rows` tells them */
                            skipped: number;
                        };
                    };
                    "text/csv": string;
                };
            };
            /** @description bad-request: the request is not well formed; `detail` says what to change */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description not-signed-in: no token, one that has run out, or no proof by its key. With `use_dpop_nonce`: send it again with the nonce */
            401: {
                headers: {
                    /** @description The nonce for the next proof */
                    "dpop-nonce"?: string;
                    /** @description How to sign in, and what was wrong (RFC 9449) */
                    "www-authenticate"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description not-allowed: this role may not do that */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description not-found: there is no such thing here */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description too-slow: not all of the request came in time; send it again */
            408: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description too-large: the body is too large */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description media-type: send one of the media types named here */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description breaks-policy: the policy does not allow this; `errors` names the fields */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description too-many: wait for as long as `retry-after` says */
            429: {
                headers: {
                    /** @description Seconds to wait */
                    "retry-after"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description internal: the server failed; nothing was acknowledged */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description too-busy, no-signing-key or not-built: try again shortly, or look at /health/ready */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description storage-full: nothing was recorded */
            507: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    removeFlight: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Removed */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description bad-request: the request is not well formed; `detail` says what to change */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description not-signed-in: no token, one that has run out, or no proof by its key. With `use_dpop_nonce`: send it again with the nonce */
            401: {
                headers: {
                    /** @description The nonce for the next proof */
                    "dpop-nonce"?: string;
                    /** @description How to sign in, and what was wrong (RFC 9449) */
                    "www-authenticate"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description not-allowed: this role may not do that */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description not-found: there is no such thing here */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description too-many: wait for as long as `retry-after` says */
            429: {
                headers: {
                    /** @description Seconds to wait */
                    "retry-after"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description internal: the server failed; nothing was acknowledged */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description too-busy, no-signing-key or not-built: try again shortly, or look at /health/ready */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description storage-full: nothing was recorded */
            507: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    watchFlight: {
        parameters: {
            query?: never;
            header?: {
                "last-event-id"?: string;
            };
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Events until it is ended */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "text/event-stream": string;
                };
            };
            /** @description bad-request: the request is not well formed; `detail` says what to change */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description not-signed-in: no token, one that has run out, or no proof by its key. With `use_dpop_nonce`: send it again with the nonce */
            401: {
                headers: {
                    /** @description The nonce for the next proof */
                    "dpop-nonce"?: string;
                    /** @description How to sign in, and what was wrong (RFC 9449) */
                    "www-authenticate"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description not-allowed: this role may not do that */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description not-found: there is no such thing here */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description too-many: wait for as long as `retry-after` says */
            429: {
                headers: {
                    /** @description Seconds to wait */
                    "retry-after"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description internal: the server failed; nothing was acknowledged */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description too-busy, no-signing-key or not-built: try again shortly, or look at /health/ready */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    listLetters: {
        parameters: {
            query?: {
                after?: string;
                /** @description waiting: for its next attempt. sent: a mail server took it. bounced: no server will */
                state?: "waiting" | "sending" | "sent" | "bounced";
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        complete: boolean;
                        letters: {
                            about: string | null;
                            attempts: number;
                            created_at: number;
                            email: string | null;
                            error: {
                                code: string;
                                text: string;
                            } | null;
                            id: string;
                            /** @enum {unknown} */
                            kind: "sign-in" | "change-address" | "address-changed" | "host-confirmed" | "host-refused" | "invitation-question" | "invitation-refused" | "invitation-number" | "arrival-reminder" | "submitted" | "paid" | "question" | "refused" | "withdrawn" | "lapsed" | "refund" | "correction-refused";
                            /** @description The language of the letters to this person */
                            language: "en" | "ru" | "kk";
                            next_attempt_at: number | null;
                            sent_at: number | null;
                            /** @description waiting: for its next attempt. sent: a mail server took it. bounced: no server will */
                            state: "waiting" | "sending" | "sent" | "bounced";
                            /** @description It went out and the server's answer to it was lost */
                            unconfirmed: boolean;
                        }[];
                    };
                };
            };
            /** @description bad-request: the request is not well formed; `detail` says what to change */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description not-signed-in: no token, one that has run out, or no proof by its key. With `use_dpop_nonce`: send it again with the nonce */
            401: {
                headers: {
                    /** @description The nonce for the next proof */
                    "dpop-nonce"?: string;
                    /** @description How to sign in, and what was wrong (RFC 9449) */
                    "www-authenticate"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description not-allowed: this role may not do that */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description too-many: wait for as long as `retry-after` says */
            429: {
                headers: {
                    /** @description Seconds to wait */
                    "retry-after"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description internal: the server failed; nothing was acknowledged */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description too-busy, no-signing-key or not-built: try again shortly, or look at /health/ready */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    listOperators: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        operators: {
                            created_at: number;
                            /** @description As the audit trail and the proposals name the person */
                            name: string;
                        }[];
                    };
                };
            };
            /** @description not-signed-in: no token, one that has run out, or no proof by its key. With `use_dpop_nonce`: send it again with the nonce */
            401: {
                headers: {
                    /** @description The nonce for the next proof */
                    "dpop-nonce"?: string;
                    /** @description How to sign in, and what was wrong (RFC 9449) */
                    "www-authenticate"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description not-allowed: this role may not do that */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description too-many: wait for as long as `retry-after` says */
            429: {
                headers: {
                    /** @description Seconds to wait */
                    "retry-after"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description internal: the server failed; nothing was acknowledged */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description too-busy, no-signing-key or not-built: try again shortly, or look at /health/ready */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    setOperator: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description As the audit trail and the proposals name the person */
                name: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** @description false: there was one of this name, whose token this replaces */
                        is_new: boolean;
                        /** @description As the audit trail and the proposals name the person */
                        name: string;
                        /** @description For the header "Authorization: Bearer <token>" */
                        token: string;
                    };
                };
            };
            /** @description bad-request: the request is not well formed; `detail` says what to change */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description not-signed-in: no token, one that has run out, or no proof by its key. With `use_dpop_nonce`: send it again with the nonce */
            401: {
                headers: {
                    /** @description The nonce for the next proof */
                    "dpop-nonce"?: string;
                    /** @description How to sign in, and what was wrong (RFC 9449) */
                    "www-authenticate"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description not-allowed: this role may not do that */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description conflict: this contradicts what is already stored */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description too-many: wait for as long as `retry-after` says */
            429: {
                headers: {
                    /** @description Seconds to wait */
                    "retry-after"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description internal: the server failed; nothing was acknowledged */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description too-busy, no-signing-key or not-built: try again shortly, or look at /health/ready */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description storage-full: nothing was recorded */
            507: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    removeOperator: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description As the audit trail and the proposals name the person */
                name: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Removed */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description bad-request: the request is not well formed; `detail` says what to change */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description not-signed-in: no token, one that has run out, or no proof by its key. With `use_dpop_nonce`: send it again with the nonce */
            401: {
                headers: {
                    /** @description The nonce for the next proof */
                    "dpop-nonce"?: string;
                    /** @description How to sign in, and what was wrong (RFC 9449) */
                    "www-authenticate"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description not-allowed: this role may not do that */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description not-found: there is no such thing here */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description too-many: wait for as long as `retry-after` says */
            429: {
                headers: {
                    /** @description Seconds to wait */
                    "retry-after"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description internal: the server failed; nothing was acknowledged */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description too-busy, no-signing-key or not-built: try again shortly, or look at /health/ready */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description storage-full: nothing was recorded */
            507: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    noticePayment: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                acquirer: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    invoiceId: string;
                    terminal: string;
                };
            };
        };
        responses: {
            /** @description It was heard */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description bad-request: the request is not well formed; `detail` says what to change */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description too-slow: not all of the request came in time; send it again */
            408: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description too-large: the body is too large */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description media-type: send one of the media types named here */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description too-many: wait for as long as `retry-after` says */
            429: {
                headers: {
                    /** @description Seconds to wait */
                    "retry-after"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description internal: the server failed; nothing was acknowledged */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description too-busy, no-signing-key or not-built: try again shortly, or look at /health/ready */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    listPayments: {
        parameters: {
            query?: {
                after?: string;
                state?: "created" | "duplicate" | "at-acquirer" | "cancelled" | "confirming" | "paid" | "failed" | "expired" | "wrong-amount" | "paid-late" | "counted" | "refund-due" | "refund-failed" | "refunded" | "disputed" | "won" | "lost";
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        complete: boolean;
                        payments: {
                            acquirer: string;
                            /** @description In the smallest unit of the currency */
                            amount_minor: number;
                            captured_at: number | null;
                            captured_currency: string | null;
                            captured_minor: number | null;
                            created_at: number;
                            currency: string;
                            /** @description Until then the page takes a card, epoch seconds */
                            expires_at: number;
                            has_receipt: boolean;
                            id: string;
                            /** @description By which the bank knows it */
                            invoice: string;
                            next_ask_at: number | null;
                            page: string | null;
                            /** @description Why the desk owes it back */
                            reason: string;
                            reference: string;
                            refund_next_at: number | null;
                            refund_tries: number;
                            refunded_at: number | null;
                            second_of: string | null;
                            settled_at: number | null;
                            state: "created" | "duplicate" | "at-acquirer" | "cancelled" | "confirming" | "paid" | "failed" | "expired" | "wrong-amount" | "paid-late" | "counted" | "refund-due" | "refund-failed" | "refunded" | "disputed" | "won" | "lost";
                            terminal: string;
                            transaction: string | null;
                        }[];
                    };
                };
            };
            /** @description bad-request: the request is not well formed; `detail` says what to change */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description not-signed-in: no token, one that has run out, or no proof by its key. With `use_dpop_nonce`: send it again with the nonce */
            401: {
                headers: {
                    /** @description The nonce for the next proof */
                    "dpop-nonce"?: string;
                    /** @description How to sign in, and what was wrong (RFC 9449) */
                    "www-authenticate"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description not-allowed: this role may not do that */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description too-many: wait for as long as `retry-after` says */
            429: {
                headers: {
                    /** @description Seconds to wait */
                    "retry-after"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description internal: the server failed; nothing was acknowledged */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description too-busy, no-signing-key or not-built: try again shortly, or look at /health/ready */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    showPayment: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        acquirer: string;
                        /** @description In the smallest unit of the currency */
                        amount_minor: number;
                        captured_at: number | null;
                        captured_currency: string | null;
                        captured_minor: number | null;
                        created_at: number;
                        currency: string;
                        /** @description Until then the page takes a card, epoch seconds */
                        expires_at: number;
                        has_receipt: boolean;
                        id: string;
                        /** @description By which the bank knows it */
                        invoice: string;
                        next_ask_at: number | null;
                        page: string | null;
                        /** @description Why the desk owes it back */
                        reason: string;
                        reference: string;
                        refund_next_at: number | null;
                        refund_tries: number;
                        refunded_at: number | null;
                        second_of: string | null;
                        settled_at: number | null;
                        state: "created" | "duplicate" | "at-acquirer" | "cancelled" | "confirming" | "paid" | "failed" | "expired" | "wrong-amount" | "paid-late" | "counted" | "refund-due" | "refund-failed" | "refunded" | "disputed" | "won" | "lost";
                        terminal: string;
                        transaction: string | null;
                    };
                };
            };
            /** @description bad-request: the request is not well formed; `detail` says what to change */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description not-signed-in: no token, one that has run out, or no proof by its key. With `use_dpop_nonce`: send it again with the nonce */
            401: {
                headers: {
                    /** @description The nonce for the next proof */
                    "dpop-nonce"?: string;
                    /** @description How to sign in, and what was wrong (RFC 9449) */
                    "www-authenticate"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description not-allowed: this role may not do that */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description not-found: there is no such thing here */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description too-many: wait for as long as `retry-after` says */
            429: {
                headers: {
                    /** @description Seconds to wait */
                    "retry-after"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description internal: the server failed; nothing was acknowledged */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description too-busy, no-signing-key or not-built: try again shortly, or look at /health/ready */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    owePaymentBack: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    reason: string;
                };
            };
        };
        responses: {
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        acquirer: string;
                        /** @description In the smallest unit of the currency */
                        amount_minor: number;
                        captured_at: number | null;
                        captured_currency: string | null;
                        captured_minor: number | null;
                        created_at: number;
                        currency: string;
                        /** @description Until then the page takes a card, epoch seconds */
                        expires_at: number;
                        has_receipt: boolean;
                        id: string;
                        /** @description By which the bank knows it */
                        invoice: string;
                        next_ask_at: number | null;
                        page: string | null;
                        /** @description Why the desk owes it back */
                        reason: string;
                        reference: string;
                        refund_next_at: number | null;
                        refund_tries: number;
                        refunded_at: number | null;
                        second_of: string | null;
                        settled_at: number | null;
                        state: "created" | "duplicate" | "at-acquirer" | "cancelled" | "confirming" | "paid" | "failed" | "expired" | "wrong-amount" | "paid-late" | "counted" | "refund-due" | "refund-failed" | "refunded" | "disputed" | "won" | "lost";
                        terminal: string;
                        transaction: string | null;
                    };
                };
            };
            /** @description bad-request: the request is not well formed; `detail` says what to change */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description not-signed-in: no token, one that has run out, or no proof by its key. With `use_dpop_nonce`: send it again with the nonce */
            401: {
                headers: {
                    /** @description The nonce for the next proof */
                    "dpop-nonce"?: string;
                    /** @description How to sign in, and what was wrong (RFC 9449) */
                    "www-authenticate"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description not-allowed: this role may not do that */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description not-found: there is no such thing here */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description too-slow: not all of the request came in time; send it again */
            408: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description conflict: this contradicts what is already stored */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description too-large: the body is too large */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description media-type: send one of the media types named here */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description too-many: wait for as long as `retry-after` says */
            429: {
                headers: {
                    /** @description Seconds to wait */
                    "retry-after"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description internal: the server failed; nothing was acknowledged */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description too-busy, no-signing-key or not-built: try again shortly, or look at /health/ready */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description storage-full: nothing was recorded */
            507: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    policyEditions: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        editions: {
                            categories: {
                                /** @description Visa category, e.g. B12 */
                                code: string;
                                entries: (1 | 2 | "multiple")[];
                                max_stay_days: number | null;
                                max_validity_days: number | null;
                                /** @description Nationalities that may hold an e-visa of this category */
                                nationalities: string[];
                            }[];
                            checkpoint_aliases: {
                                [key: string]: string;
                            };
                            checkpoints: {
                                id: string;
                                /** @description For an airport: an e-visa holder may enter here */
                                international: boolean;
                                kind: "air" | "rail" | "road" | "sea";
                                name: string;
                            }[];
                            /** @description First day in Kazakhstan on which it applies */
                            effective_from: string;
                            exit_by_air_only: boolean;
                            limits: {
                                /** @description Beyond this age the ledger is not believed */
                                ledger_max_age_seconds: number;
                                /** @description From this age on, stamps are to be looked at */
                                ledger_warn_age_seconds: number;
                                status_max_age_seconds: {
                                    /** @description Oldest status list */
                                    border: number;
                                    /** @description Oldest status list */
                                    carrier: number;
                                };
                                /** @description An unknown key is referred once the trust list is older than this */
                                trust_refresh_seconds: number;
                            };
                            offline_entry: "admit" | "refer";
                            passport_months_beyond_visa: number;
                            passport_required: {
                                border: boolean;
                                carrier: boolean;
                            };
                            stay_capped_by_validity: boolean;
                            /** @description Nationalities that need no visa, and for how many days */
                            visa_free: {
                                [key: string]: number;
                            };
                        }[];
                        /** @description One more with each change; 0: the one that the server started with */
                        revision: number;
                    };
                };
            };
            /** @description not-signed-in: no token, one that has run out, or no proof by its key. With `use_dpop_nonce`: send it again with the nonce */
            401: {
                headers: {
                    /** @description The nonce for the next proof */
                    "dpop-nonce"?: string;
                    /** @description How to sign in, and what was wrong (RFC 9449) */
                    "www-authenticate"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description not-allowed: this role may not do that */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description too-many: wait for as long as `retry-after` says */
            429: {
                headers: {
                    /** @description Seconds to wait */
                    "retry-after"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description internal: the server failed; nothing was acknowledged */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description too-busy, no-signing-key or not-built: try again shortly, or look at /health/ready */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    listProposals: {
        parameters: {
            query?: {
                state?: "open" | "all";
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        proposals: {
                            decided_at: number | null;
                            decided_by: string | null;
                            /** @description From then on it cannot be approved */
                            expires_at: number;
                            id: string;
                            kind: "status" | "policy" | "terms";
                            proposed_at: number;
                            proposed_by: string;
                            reason: string;
                            state: "open" | "approved" | "declined" | "run-out";
                            /** @description In a few words what it does */
                            title: string;
                        }[];
                    };
                };
            };
            /** @description bad-request: the request is not well formed; `detail` says what to change */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description not-signed-in: no token, one that has run out, or no proof by its key. With `use_dpop_nonce`: send it again with the nonce */
            401: {
                headers: {
                    /** @description The nonce for the next proof */
                    "dpop-nonce"?: string;
                    /** @description How to sign in, and what was wrong (RFC 9449) */
                    "www-authenticate"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description not-allowed: this role may not do that */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description too-many: wait for as long as `retry-after` says */
            429: {
                headers: {
                    /** @description Seconds to wait */
                    "retry-after"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description internal: the server failed; nothing was acknowledged */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description too-busy, no-signing-key or not-built: try again shortly, or look at /health/ready */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    proposal: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        decided_at: number | null;
                        decided_by: string | null;
                        /** @description What the edition changes, in words */
                        difference?: string[];
                        edition?: {
                            categories: {
                                /** @description Visa category, e.g. B12 */
                                code: string;
                                entries: (1 | 2 | "multiple")[];
                                max_stay_days: number | null;
                                max_validity_days: number | null;
                                /** @description Nationalities that may hold an e-visa of this category */
                                nationalities: string[];
                            }[];
                            checkpoint_aliases: {
                                [key: string]: string;
                            };
                            checkpoints: {
                                id: string;
                                /** @description For an airport: an e-visa holder may enter here */
                                international: boolean;
                                kind: "air" | "rail" | "road" | "sea";
                                name: string;
                            }[];
                            /** @description First day in Kazakhstan on which it applies */
                            effective_from: string;
                            exit_by_air_only: boolean;
                            limits: {
                                /** @description Beyond this age the ledger is not believed */
                                ledger_max_age_seconds: number;
                                /** @description From this age on, stamps are to be looked at */
                                ledger_warn_age_seconds: number;
                                status_max_age_seconds: {
                                    /** @description Oldest status list */
                                    border: number;
                                    /** @description Oldest status list */
                                    carrier: number;
                                };
                                /** @description An unknown key is referred once the trust list is older than this */
                                trust_refresh_seconds: number;
                            };
                            offline_entry: "admit" | "refer";
                            passport_months_beyond_visa: number;
                            passport_required: {
                                border: boolean;
                                carrier: boolean;
                            };
                            stay_capped_by_validity: boolean;
                            /** @description Nationalities that need no visa, and for how many days */
                            visa_free: {
                                [key: string]: number;
                            };
                        };
                        /** @description From then on it cannot be approved */
                        expires_at: number;
                        id: string;
                        kind: "status" | "policy" | "terms";
                        proposed_at: number;
                        proposed_by: string;
                        reason: string;
                        state: "open" | "approved" | "declined" | "run-out";
                        status?: "valid" | "revoked" | "suspended";
                        /** Terms */
                        terms_edition?: {
                            /** @description First day in Kazakhstan on which they apply */
                            effective_from: string;
                            /** @description Who does not ask online, though others do */
                            embassy_only: {
                                /** @description Nobody in charge has confirmed it: the authority has to set it */
                                draft: boolean;
                                nationalities: string[];
                                note?: string;
                                purposes: string[];
                                /** @description The id of one of `sources` */
                                source: string;
                            }[];
                            fees: {
                                /** @description In the smallest unit of the currency */
                                amount_minor: number;
                                /** @description Visa category, e.g. B12 */
                                category: string;
                                currency: string;
                                /** @description Nobody in charge has confirmed it: the authority has to set it */
                                draft: boolean;
                                entries: 1 | 2 | "multiple";
                                /** @description null: all that no other row names */
                                nationalities: string[] | null;
                                note?: string;
                                /** @description The id of one of `sources` */
                                source: string;
                            }[];
                            purposes: ({
                                /** @enum {string} */
                                ask: "online";
                                /** @description Single entry first */
                                categories: string[];
                                /** @description Nobody in charge has confirmed it: the authority has to set it */
                                draft: boolean;
                                invited_by: ("legal-entity" | "individual" | "tour-operator" | "medical-institution")[];
                                note?: string;
                                /** @description Such as tourism */
                                purpose: string;
                                /** @description The id of one of `sources` */
                                source: string;
                            } | {
                                /** @enum {string} */
                                ask: "embassy";
                                category: string | null;
                                /** @description Nobody in charge has confirmed it: the authority has to set it */
                                draft: boolean;
                                note?: string;
                                /** @description Such as tourism */
                                purpose: string;
                                /** @description The id of one of `sources` */
                                source: string;
                            } | {
                                /** @enum {string} */
                                ask: "not-at-all";
                                /** @description Nobody in charge has confirmed it: the authority has to set it */
                                draft: boolean;
                                note?: string;
                                /** @description Such as tourism */
                                purpose: string;
                                /** @description Purposes that may be what is meant */
                                serves: string[];
                                /** @description The id of one of `sources` */
                                source: string;
                            })[];
                            retention_days: {
                                draft: {
                                    /** @description Nobody in charge has confirmed it: the authority has to set it */
                                    draft: boolean;
                                    note?: string;
                                    /** @description The id of one of `sources` */
                                    source: string;
                                    /** @description A draft, after it lapsed */
                                    value: number;
                                };
                                issued: {
                                    /** @description Nobody in charge has confirmed it: the authority has to set it */
                                    draft: boolean;
                                    note?: string;
                                    /** @description The id of one of `sources` */
                                    source: string;
                                    /** @description A case, after its e-visa and stay have run out */
                                    value: number;
                                };
                                passport_copy: {
                                    /** @description Nobody in charge has confirmed it: the authority has to set it */
                                    draft: boolean;
                                    note?: string;
                                    /** @description The id of one of `sources` */
                                    source: string;
                                    /** @description After the decision */
                                    value: number;
                                };
                                payment: {
                                    /** @description Nobody in charge has confirmed it: the authority has to set it */
                                    draft: boolean;
                                    note?: string;
                                    /** @description The id of one of `sources` */
                                    source: string;
                                    /** @description What was paid and given back */
                                    value: number;
                                };
                                refused: {
                                    /** @description Nobody in charge has confirmed it: the authority has to set it */
                                    draft: boolean;
                                    note?: string;
                                    /** @description The id of one of `sources` */
                                    source: string;
                                    /** @description A case that was refused, withdrawn or lapsed */
                                    value: number;
                                };
                                sign_in: {
                                    /** @description Nobody in charge has confirmed it: the authority has to set it */
                                    draft: boolean;
                                    note?: string;
                                    /** @description The id of one of `sources` */
                                    source: string;
                                    /** @description Sessions that are over */
                                    value: number;
                                };
                            };
                            sizes: {
                                copy_bytes: {
                                    /** @description Nobody in charge has confirmed it: the authority has to set it */
                                    draft: boolean;
                                    note?: string;
                                    /** @description The id of one of `sources` */
                                    source: string;
                                    value: number;
                                };
                                copy_pages: {
                                    /** @description Nobody in charge has confirmed it: the authority has to set it */
                                    draft: boolean;
                                    note?: string;
                                    /** @description The id of one of `sources` */
                                    source: string;
                                    value: number;
                                };
                                invitations_a_list: {
                                    /** @description Nobody in charge has confirmed it: the authority has to set it */
                                    draft: boolean;
                                    note?: string;
                                    /** @description The id of one of `sources` */
                                    source: string;
                                    value: number;
                                };
                            };
                            sources: {
                                /** @description When it was read */
                                as_of: string;
                                id: string;
                                title: string;
                            }[];
                            times: {
                                answer_days: {
                                    /** @description Nobody in charge has confirmed it: the authority has to set it */
                                    draft: boolean;
                                    note?: string;
                                    /** @description The id of one of `sources` */
                                    source: string;
                                    /** @description To answer a question */
                                    value: number;
                                };
                                arrival_business_days: {
                                    /** @description Nobody in charge has confirmed it: the authority has to set it */
                                    draft: boolean;
                                    note?: string;
                                    /** @description The id of one of `sources` */
                                    source: string;
                                    /** @description For the host's report of the arrival */
                                    value: number;
                                };
                                draft_days: {
                                    /** @description Nobody in charge has confirmed it: the authority has to set it */
                                    draft: boolean;
                                    note?: string;
                                    /** @description The id of one of `sources` */
                                    source: string;
                                    /** @description That nobody touched */
                                    value: number;
                                };
                                invitation_business_days: {
                                    /** @description Nobody in charge has confirmed it: the authority has to set it */
                                    draft: boolean;
                                    note?: string;
                                    /** @description The id of one of `sources` */
                                    source: string;
                                    /** @description Usually */
                                    value: number;
                                };
                                invitation_earliest_days: {
                                    /** @description Nobody in charge has confirmed it: the authority has to set it */
                                    draft: boolean;
                                    note?: string;
                                    /** @description The id of one of `sources` */
                                    source: string;
                                    /** @description Before the entry, at most */
                                    value: number;
                                };
                                invitation_heard_days: {
                                    /** @description Nobody in charge has confirmed it: the authority has to set it */
                                    draft: boolean;
                                    note?: string;
                                    /** @description The id of one of `sources` */
                                    source: string;
                                    /** @description Where others are heard */
                                    value: number;
                                };
                                invitation_unused_days: {
                                    /** @description Nobody in charge has confirmed it: the authority has to set it */
                                    draft: boolean;
                                    note?: string;
                                    /** @description The id of one of `sources` */
                                    source: string;
                                    /** @description After it was approved */
                                    value: number;
                                };
                                review_business_days: {
                                    /** @description Nobody in charge has confirmed it: the authority has to set it */
                                    draft: boolean;
                                    note?: string;
                                    /** @description The id of one of `sources` */
                                    source: string;
                                    /** @description After the day on which all was there */
                                    value: number;
                                };
                                unpaid_days: {
                                    /** @description Nobody in charge has confirmed it: the authority has to set it */
                                    draft: boolean;
                                    note?: string;
                                    /** @description The id of one of `sources` */
                                    source: string;
                                    /** @description After it was submitted */
                                    value: number;
                                };
                            };
                            two_people: {
                                /** @description No objection to any other */
                                clean: boolean;
                                /** @description Nobody in charge has confirmed it: the authority has to set it */
                                draft: boolean;
                                /** @description No objection to a case that carries a flag */
                                flagged: boolean;
                                note?: string;
                                refusal: boolean;
                                /** @description The id of one of `sources` */
                                source: string;
                            };
                            visa_free: {
                                /** @description Nobody in charge has confirmed it: the authority has to set it */
                                draft: boolean;
                                note?: string;
                                /** @description What citizens of a visa-free state may come for without a visa; for how many days says the policy */
                                purposes: string[];
                                /** @description The id of one of `sources` */
                                source: string;
                            };
                            work: {
                                hours: {
                                    /** @description Nobody in charge has confirmed it: the authority has to set it */
                                    draft: boolean;
                                    /** @description HH:MM in Kazakhstan */
                                    from: string;
                                    note?: string;
                                    /** @description The id of one of `sources` */
                                    source: string;
                                    /** @description HH:MM in Kazakhstan */
                                    until: string;
                                };
                                years: {
                                    /** @description Nobody in charge has confirmed it: the authority has to set it */
                                    draft: boolean;
                                    /** @description Days of the week on which nobody works */
                                    non_working: {
                                        /** @description A day in Kazakhstan */
                                        day: string;
                                        name: string;
                                    }[];
                                    note?: string;
                                    /** @description The id of one of `sources` */
                                    source: string;
                                    /** @description Days of a weekend that are worked for another day */
                                    working_weekends: {
                                        /** @description A day in Kazakhstan */
                                        day: string;
                                        name: string;
                                    }[];
                                    year: number;
                                }[];
                            };
                        };
                        /** @description In a few words what it does */
                        title: string;
                        visa_numbers?: string[];
                        /** @description Where one proposal is asked for: the e-visas of `visa_numbers` */
                        visas?: {
                            entries: 1 | 2 | "multiple";
                            entries_used: number;
                            holder: {
                                /** @description Empty for a single name */
                                given_names: string;
                                /** @description Three letters: ISO 3166-1 or ICAO Doc 9303-3 */
                                nationality: string;
                                /** @description As the MRZ spells it, untruncated */
                                surname: string;
                            };
                            passport: {
                                /** @description Three letters: ISO 3166-1 or ICAO Doc 9303-3 */
                                issuer: string;
                                number: string;
                            };
                            status: "valid" | "revoked" | "suspended";
                            /** @description null: proposed by an older program, which did not keep it */
                            status_when_proposed: ("valid" | "revoked" | "suspended") | null;
                            visa_number: string;
                        }[];
                        /** @description What the second person should look at */
                        warnings?: string[];
                    };
                };
            };
            /** @description bad-request: the request is not well formed; `detail` says what to change */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description not-signed-in: no token, one that has run out, or no proof by its key. With `use_dpop_nonce`: send it again with the nonce */
            401: {
                headers: {
                    /** @description The nonce for the next proof */
                    "dpop-nonce"?: string;
                    /** @description How to sign in, and what was wrong (RFC 9449) */
                    "www-authenticate"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description not-allowed: this role may not do that */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description not-found: there is no such thing here */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description too-many: wait for as long as `retry-after` says */
            429: {
                headers: {
                    /** @description Seconds to wait */
                    "retry-after"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description internal: the server failed; nothing was acknowledged */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description too-busy, no-signing-key or not-built: try again shortly, or look at /health/ready */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    declineProposal: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        decided_at: number | null;
                        decided_by: string | null;
                        /** @description What the edition changes, in words */
                        difference?: string[];
                        edition?: {
                            categories: {
                                /** @description Visa category, e.g. B12 */
                                code: string;
                                entries: (1 | 2 | "multiple")[];
                                max_stay_days: number | null;
                                max_validity_days: number | null;
                                /** @description Nationalities that may hold an e-visa of this category */
                                nationalities: string[];
                            }[];
                            checkpoint_aliases: {
                                [key: string]: string;
                            };
                            checkpoints: {
                                id: string;
                                /** @description For an airport: an e-visa holder may enter here */
                                international: boolean;
                                kind: "air" | "rail" | "road" | "sea";
                                name: string;
                            }[];
                            /** @description First day in Kazakhstan on which it applies */
                            effective_from: string;
                            exit_by_air_only: boolean;
                            limits: {
                                /** @description Beyond this age the ledger is not believed */
                                ledger_max_age_seconds: number;
                                /** @description From this age on, stamps are to be looked at */
                                ledger_warn_age_seconds: number;
                                status_max_age_seconds: {
                                    /** @description Oldest status list */
                                    border: number;
                                    /** @description Oldest status list */
                                    carrier: number;
                                };
                                /** @description An unknown key is referred once the trust list is older than this */
                                trust_refresh_seconds: number;
                            };
                            offline_entry: "admit" | "refer";
                            passport_months_beyond_visa: number;
                            passport_required: {
                                border: boolean;
                                carrier: boolean;
                            };
                            stay_capped_by_validity: boolean;
                            /** @description Nationalities that need no visa, and for how many days */
                            visa_free: {
                                [key: string]: number;
                            };
                        };
                        /** @description From then on it cannot be approved */
                        expires_at: number;
                        id: string;
                        kind: "status" | "policy" | "terms";
                        proposed_at: number;
                        proposed_by: string;
                        reason: string;
                        state: "open" | "approved" | "declined" | "run-out";
                        status?: "valid" | "revoked" | "suspended";
                        /** Terms */
                        terms_edition?: {
                            /** @description First day in Kazakhstan on which they apply */
                            effective_from: string;
                            /** @description Who does not ask online, though others do */
                            embassy_only: {
                                /** @description Nobody in charge has confirmed it: the authority has to set it */
                                draft: boolean;
                                nationalities: string[];
                                note?: string;
                                purposes: string[];
                                /** @description The id of one of `sources` */
                                source: string;
                            }[];
                            fees: {
                                /** @description In the smallest unit of the currency */
                                amount_minor: number;
                                /** @description Visa category, e.g. B12 */
                                category: string;
                                currency: string;
                                /** @description Nobody in charge has confirmed it: the authority has to set it */
                                draft: boolean;
                                entries: 1 | 2 | "multiple";
                                /** @description null: all that no other row names */
                                nationalities: string[] | null;
                                note?: string;
                                /** @description The id of one of `sources` */
                                source: string;
                            }[];
                            purposes: ({
                                /** @enum {string} */
                                ask: "online";
                                /** @description Single entry first */
                                categories: string[];
                                /** @description Nobody in charge has confirmed it: the authority has to set it */
                                draft: boolean;
                                invited_by: ("legal-entity" | "individual" | "tour-operator" | "medical-institution")[];
                                note?: string;
                                /** @description Such as tourism */
                                purpose: string;
                                /** @description The id of one of `sources` */
                                source: string;
                            } | {
                                /** @enum {string} */
                                ask: "embassy";
                                category: string | null;
                                /** @description Nobody in charge has confirmed it: the authority has to set it */
                                draft: boolean;
                                note?: string;
                                /** @description Such as tourism */
                                purpose: string;
                                /** @description The id of one of `sources` */
                                source: string;
                            } | {
                                /** @enum {string} */
                                ask: "not-at-all";
                                /** @description Nobody in charge has confirmed it: the authority has to set it */
                                draft: boolean;
                                note?: string;
                                /** @description Such as tourism */
                                purpose: string;
                                /** @description Purposes that may be what is meant */
                                serves: string[];
                                /** @description The id of one of `sources` */
                                source: string;
                            })[];
                            retention_days: {
                                draft: {
                                    /** @description Nobody in charge has confirmed it: the authority has to set it */
                                    draft: boolean;
                                    note?: string;
                                    /** @description The id of one of `sources` */
                                    source: string;
                                    /** @description A draft, after it lapsed */
                                    value: number;
                                };
                                issued: {
                                    /** @description Nobody in charge has confirmed it: the authority has to set it */
                                    draft: boolean;
                                    note?: string;
                                    /** @description The id of one of `sources` */
                                    source: string;
                                    /** @description A case, after its e-visa and stay have run out */
                                    value: number;
                                };
                                passport_copy: {
                                    /** @description Nobody in charge has confirmed it: the authority has to set it */
                                    draft: boolean;
                                    note?: string;
                                    /** @description The id of one of `sources` */
                                    source: string;
                                    /** @description After the decision */
                                    value: number;
                                };
                                payment: {
                                    /** @description Nobody in charge has confirmed it: the authority has to set it */
                                    draft: boolean;
                                    note?: string;
                                    /** @description The id of one of `sources` */
                                    source: string;
                                    /** @description What was paid and given back */
                                    value: number;
                                };
                                refused: {
                                    /** @description Nobody in charge has confirmed it: the authority has to set it */
                                    draft: boolean;
                                    note?: string;
                                    /** @description The id of one of `sources` */
                                    source: string;
                                    /** @description A case that was refused, withdrawn or lapsed */
                                    value: number;
                                };
                                sign_in: {
                                    /** @description Nobody in charge has confirmed it: the authority has to set it */
                                    draft: boolean;
                                    note?: string;
                                    /** @description The id of one of `sources` */
                                    source: string;
                                    /** @description Sessions that are over */
                                    value: number;
                                };
                            };
                            sizes: {
                                copy_bytes: {
                                    /** @description Nobody in charge has confirmed it: the authority has to set it */
                                    draft: boolean;
                                    note?: string;
                                    /** @description The id of one of `sources` */
                                    source: string;
                                    value: number;
                                };
                                copy_pages: {
                                    /** @description Nobody in charge has confirmed it: the authority has to set it */
                                    draft: boolean;
                                    note?: string;
                                    /** @description The id of one of `sources` */
                                    source: string;
                                    value: number;
                                };
                                invitations_a_list: {
                                    /** @description Nobody in charge has confirmed it: the authority has to set it */
                                    draft: boolean;
                                    note?: string;
                                    /** @description The id of one of `sources` */
                                    source: string;
                                    value: number;
                                };
                            };
                            sources: {
                                /** @description When it was read */
                                as_of: string;
                                id: string;
                                title: string;
                            }[];
                            times: {
                                answer_days: {
                                    /** @description Nobody in charge has confirmed it: the authority has to set it */
                                    draft: boolean;
                                    note?: string;
                                    /** @description The id of one of `sources` */
                                    source: string;
                                    /** @description To answer a question */
                                    value: number;
                                };
                                arrival_business_days: {
                                    /** @description Nobody in charge has confirmed it: the authority has to set it */
                                    draft: boolean;
                                    note?: string;
                                    /** @description The id of one of `sources` */
                                    source: string;
                                    /** @description For the host's report of the arrival */
                                    value: number;
                                };
                                draft_days: {
                                    /** @description Nobody in charge has confirmed it: the authority has to set it */
                                    draft: boolean;
                                    note?: string;
                                    /** @description The id of one of `sources` */
                                    source: string;
                                    /** @description That nobody touched */
                                    value: number;
                                };
                                invitation_business_days: {
                                    /** @description Nobody in charge has confirmed it: the authority has to set it */
                                    draft: boolean;
                                    note?: string;
                                    /** @description The id of one of `sources` */
                                    source: string;
                                    /** @description Usually */
                                    value: number;
                                };
                                invitation_earliest_days: {
                                    /** @description Nobody in charge has confirmed it: the authority has to set it */
                                    draft: boolean;
                                    note?: string;
                                    /** @description The id of one of `sources` */
                                    source: string;
                                    /** @description Before the entry, at most */
                                    value: number;
                                };
                                invitation_heard_days: {
                                    /** @description Nobody in charge has confirmed it: the authority has to set it */
                                    draft: boolean;
                                    note?: string;
                                    /** @description The id of one of `sources` */
                                    source: string;
                                    /** @description Where others are heard */
                                    value: number;
                                };
                                invitation_unused_days: {
                                    /** @description Nobody in charge has confirmed it: the authority has to set it */
                                    draft: boolean;
                                    note?: string;
                                    /** @description The id of one of `sources` */
                                    source: string;
                                    /** @description After it was approved */
                                    value: number;
                                };
                                review_business_days: {
                                    /** @description Nobody in charge has confirmed it: the authority has to set it */
                                    draft: boolean;
                                    note?: string;
                                    /** @description The id of one of `sources` */
                                    source: string;
                                    /** @description After the day on which all was there */
                                    value: number;
                                };
                                unpaid_days: {
                                    /** @description Nobody in charge has confirmed it: the authority has to set it */
                                    draft: boolean;
                                    note?: string;
                                    /** @description The id of one of `sources` */
                                    source: string;
                                    /** @description After it was submitted */
                                    value: number;
                                };
                            };
                            two_people: {
                                /** @description No objection to any other */
                                clean: boolean;
                                /** @description Nobody in charge has confirmed it: the authority has to set it */
                                draft: boolean;
                                /** @description No objection to a case that carries a flag */
                                flagged: boolean;
                                note?: string;
                                refusal: boolean;
                                /** @description The id of one of `sources` */
                                source: string;
                            };
                            visa_free: {
                                /** @description Nobody in charge has confirmed it: the authority has to set it */
                                draft: boolean;
                                note?: string;
                                /** @description What citizens of a visa-free state may come for without a visa; for how many days says the policy */
                                purposes: string[];
                                /** @description The id of one of `sources` */
                                source: string;
                            };
                            work: {
                                hours: {
                                    /** @description Nobody in charge has confirmed it: the authority has to set it */
                                    draft: boolean;
                                    /** @description HH:MM in Kazakhstan */
                                    from: string;
                                    note?: string;
                                    /** @description The id of one of `sources` */
                                    source: string;
                                    /** @description HH:MM in Kazakhstan */
                                    until: string;
                                };
                                years: {
                                    /** @description Nobody in charge has confirmed it: the authority has to set it */
                                    draft: boolean;
                                    /** @description Days of the week on which nobody works */
                                    non_working: {
                                        /** @description A day in Kazakhstan */
                                        day: string;
                                        name: string;
                                    }[];
                                    note?: string;
                                    /** @description The id of one of `sources` */
                                    source: string;
                                    /** @description Days of a weekend that are worked for another day */
                                    working_weekends: {
                                        /** @description A day in Kazakhstan */
                                        day: string;
                                        name: string;
                                    }[];
                                    year: number;
                                }[];
                            };
                        };
                        /** @description In a few words what it does */
                        title: string;
                        visa_numbers?: string[];
                        /** @description Where one proposal is asked for: the e-visas of `visa_numbers` */
                        visas?: {
                            entries: 1 | 2 | "multiple";
                            entries_used: number;
                            holder: {
                                /** @description Empty for a single name */
                                given_names: string;
                                /** @description Three letters: ISO 3166-1 or ICAO Doc 9303-3 */
                                nationality: string;
                                /** @description As the MRZ spells it, untruncated */
                                surname: string;
                            };
                            passport: {
                                /** @description Three letters: ISO 3166-1 or ICAO Doc 9303-3 */
                                issuer: string;
                                number: string;
                            };
                            status: "valid" | "revoked" | "suspended";
                            /** @description null: proposed by an older program, which did not keep it */
                            status_when_proposed: ("valid" | "revoked" | "suspended") | null;
                            visa_number: string;
                        }[];
                        /** @description What the second person should look at */
                        warnings?: string[];
                    };
                };
            };
            /** @description bad-request: the request is not well formed; `detail` says what to change */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description not-signed-in: no token, one that has run out, or no proof by its key. With `use_dpop_nonce`: send it again with the nonce */
            401: {
                headers: {
                    /** @description The nonce for the next proof */
                    "dpop-nonce"?: string;
                    /** @description How to sign in, and what was wrong (RFC 9449) */
                    "www-authenticate"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description not-allowed: this role may not do that */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description not-found: there is no such thing here */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description conflict: this contradicts what is already stored */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description too-many: wait for as long as `retry-after` says */
            429: {
                headers: {
                    /** @description Seconds to wait */
                    "retry-after"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description internal: the server failed; nothing was acknowledged */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description too-busy, no-signing-key or not-built: try again shortly, or look at /health/ready */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description storage-full: nothing was recorded */
            507: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    approveProposal: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        decided_at: number | null;
                        decided_by: string | null;
                        /** @description What the edition changes, in words */
                        difference?: string[];
                        edition?: {
                            categories: {
                                /** @description Visa category, e.g. B12 */
                                code: string;
                                entries: (1 | 2 | "multiple")[];
                                max_stay_days: number | null;
                                max_validity_days: number | null;
                                /** @description Nationalities that may hold an e-visa of this category */
                                nationalities: string[];
                            }[];
                            checkpoint_aliases: {
                                [key: string]: string;
                            };
                            checkpoints: {
                                id: string;
                                /** @description For an airport: an e-visa holder may enter here */
                                international: boolean;
                                kind: "air" | "rail" | "road" | "sea";
                                name: string;
                            }[];
                            /** @description First day in Kazakhstan on which it applies */
                            effective_from: string;
                            exit_by_air_only: boolean;
                            limits: {
                                /** @description Beyond this age the ledger is not believed */
                                ledger_max_age_seconds: number;
                                /** @description From this age on, stamps are to be looked at */
                                ledger_warn_age_seconds: number;
                                status_max_age_seconds: {
                                    /** @description Oldest status list */
                                    border: number;
                                    /** @description Oldest status list */
                                    carrier: number;
                                };
                                /** @description An unknown key is referred once the trust list is older than this */
                                trust_refresh_seconds: number;
                            };
                            offline_entry: "admit" | "refer";
                            passport_months_beyond_visa: number;
                            passport_required: {
                                border: boolean;
                                carrier: boolean;
                            };
                            stay_capped_by_validity: boolean;
                            /** @description Nationalities that need no visa, and for how many days */
                            visa_free: {
                                [key: string]: number;
                            };
                        };
                        /** @description From then on it cannot be approved */
                        expires_at: number;
                        id: string;
                        kind: "status" | "policy" | "terms";
                        proposed_at: number;
                        proposed_by: string;
                        reason: string;
                        state: "open" | "approved" | "declined" | "run-out";
                        status?: "valid" | "revoked" | "suspended";
                        /** Terms */
                        terms_edition?: {
                            /** @description First day in Kazakhstan on which they apply */
                            effective_from: string;
                            /** @description Who does not ask online, though others do */
                            embassy_only: {
                                /** @description Nobody in charge has confirmed it: the authority has to set it */
                                draft: boolean;
                                nationalities: string[];
                                note?: string;
                                purposes: string[];
                                /** @description The id of one of `sources` */
                                source: string;
                            }[];
                            fees: {
                                /** @description In the smallest unit of the currency */
                                amount_minor: number;
                                /** @description Visa category, e.g. B12 */
                                category: string;
                                currency: string;
                                /** @description Nobody in charge has confirmed it: the authority has to set it */
                                draft: boolean;
                                entries: 1 | 2 | "multiple";
                                /** @description null: all that no other row names */
                                nationalities: string[] | null;
                                note?: string;
                                /** @description The id of one of `sources` */
                                source: string;
                            }[];
                            purposes: ({
                                /** @enum {string} */
                                ask: "online";
                                /** @description Single entry first */
                                categories: string[];
                                /** @description Nobody in charge has confirmed it: the authority has to set it */
                                draft: boolean;
                                invited_by: ("legal-entity" | "individual" | "tour-operator" | "medical-institution")[];
                                note?: string;
                                /** @description Such as tourism */
                                purpose: string;
                                /** @description The id of one of `sources` */
                                source: string;
                            } | {
                                /** @enum {string} */
                                ask: "embassy";
                                category: string | null;
                                /** @description Nobody in charge has confirmed it: the authority has to set it */
                                draft: boolean;
                                note?: string;
                                /** @description Such as tourism */
                                purpose: string;
                                /** @description The id of one of `sources` */
                                source: string;
                            } | {
                                /** @enum {string} */
                                ask: "not-at-all";
                                /** @description Nobody in charge has confirmed it: the authority has to set it */
                                draft: boolean;
                                note?: string;
                                /** @description Such as tourism */
                                purpose: string;
                                /** @description Purposes that may be what is meant */
                                serves: string[];
                                /** @description The id of one of `sources` */
                                source: string;
                            })[];
                            retention_days: {
                                draft: {
                                    /** @description Nobody in charge has confirmed it: the authority has to set it */
                                    draft: boolean;
                                    note?: string;
                                    /** @description The id of one of `sources` */
                                    source: string;
                                    /** @description A draft, after it lapsed */
                                    value: number;
                                };
                                issued: {
                                    /** @description Nobody in charge has confirmed it: the authority has to set it */
                                    draft: boolean;
                                    note?: string;
                                    /** @description The id of one of `sources` */
                                    source: string;
                                    /** @description A case, after its e-visa and stay have run out */
                                    value: number;
                                };
                                passport_copy: {
                                    /** @description Nobody in charge has confirmed it: the authority has to set it */
                                    draft: boolean;
                                    note?: string;
                                    /** @description The id of one of `sources` */
                                    source: string;
                                    /** @description After the decision */
                                    value: number;
                                };
                                payment: {
                                    /** @description Nobody in charge has confirmed it: the authority has to set it */
                                    draft: boolean;
                                    note?: string;
                                    /** @description The id of one of `sources` */
                                    source: string;
                                    /** @description What was paid and given back */
                                    value: number;
                                };
                                refused: {
                                    /** @description Nobody in charge has confirmed it: the authority has to set it */
                                    draft: boolean;
                                    note?: string;
                                    /** @description The id of one of `sources` */
                                    source: string;
                                    /** @description A case that was refused, withdrawn or lapsed */
                                    value: number;
                                };
                                sign_in: {
                                    /** @description Nobody in charge has confirmed it: the authority has to set it */
                                    draft: boolean;
                                    note?: string;
                                    /** @description The id of one of `sources` */
                                    source: string;
                                    /** @description Sessions that are over */
                                    value: number;
                                };
                            };
                            sizes: {
                                copy_bytes: {
                                    /** @description Nobody in charge has confirmed it: the authority has to set it */
                                    draft: boolean;
                                    note?: string;
                                    /** @description The id of one of `sources` */
                                    source: string;
                                    value: number;
                                };
                                copy_pages: {
                                    /** @description Nobody in charge has confirmed it: the authority has to set it */
                                    draft: boolean;
                                    note?: string;
                                    /** @description The id of one of `sources` */
                                    source: string;
                                    value: number;
                                };
                                invitations_a_list: {
                                    /** @description Nobody in charge has confirmed it: the authority has to set it */
                                    draft: boolean;
                                    note?: string;
                                    /** @description The id of one of `sources` */
                                    source: string;
                                    value: number;
                                };
                            };
                            sources: {
                                /** @description When it was read */
                                as_of: string;
                                id: string;
                                title: string;
                            }[];
                            times: {
                                answer_days: {
                                    /** @description Nobody in charge has confirmed it: the authority has to set it */
                                    draft: boolean;
                                    note?: string;
                                    /** @description The id of one of `sources` */
                                    source: string;
                                    /** @description To answer a question */
                                    value: number;
                                };
                                arrival_business_days: {
                                    /** @description Nobody in charge has confirmed it: the authority has to set it */
                                    draft: boolean;
                                    note?: string;
                                    /** @description The id of one of `sources` */
                                    source: string;
                                    /** @description For the host's report of the arrival */
                                    value: number;
                                };
                                draft_days: {
                                    /** @description Nobody in charge has confirmed it: the authority has to set it */
                                    draft: boolean;
                                    note?: string;
                                    /** @description The id of one of `sources` */
                                    source: string;
                                    /** @description That nobody touched */
                                    value: number;
                                };
                                invitation_business_days: {
                                    /** @description Nobody in charge has confirmed it: the authority has to set it */
                                    draft: boolean;
                                    note?: string;
                                    /** @description The id of one of `sources` */
                                    source: string;
                                    /** @description Usually */
                                    value: number;
                                };
                                invitation_earliest_days: {
                                    /** @description Nobody in charge has confirmed it: the authority has to set it */
                                    draft: boolean;
                                    note?: string;
                                    /** @description The id of one of `sources` */
                                    source: string;
                                    /** @description Before the entry, at most */
                                    value: number;
                                };
                                invitation_heard_days: {
                                    /** @description Nobody in charge has confirmed it: the authority has to set it */
                                    draft: boolean;
                                    note?: string;
                                    /** @description The id of one of `sources` */
                                    source: string;
                                    /** @description Where others are heard */
                                    value: number;
                                };
                                invitation_unused_days: {
                                    /** @description Nobody in charge has confirmed it: the authority has to set it */
                                    draft: boolean;
                                    note?: string;
                                    /** @description The id of one of `sources` */
                                    source: string;
                                    /** @description After it was approved */
                                    value: number;
                                };
                                review_business_days: {
                                    /** @description Nobody in charge has confirmed it: the authority has to set it */
                                    draft: boolean;
                                    note?: string;
                                    /** @description The id of one of `sources` */
                                    source: string;
                                    /** @description After the day on which all was there */
                                    value: number;
                                };
                                unpaid_days: {
                                    /** @description Nobody in charge has confirmed it: the authority has to set it */
                                    draft: boolean;
                                    note?: string;
                                    /** @description The id of one of `sources` */
                                    source: string;
                                    /** @description After it was submitted */
                                    value: number;
                                };
                            };
                            two_people: {
                                /** @description No objection to any other */
                                clean: boolean;
                                /** @description Nobody in charge has confirmed it: the authority has to set it */
                                draft: boolean;
                                /** @description No objection to a case that carries a flag */
                                flagged: boolean;
                                note?: string;
                                refusal: boolean;
                                /** @description The id of one of `sources` */
                                source: string;
                            };
                            visa_free: {
                                /** @description Nobody in charge has confirmed it: the authority has to set it */
                                draft: boolean;
                                note?: string;
                                /** @description What citizens of a visa-free state may come for without a visa; for how many days says the policy */
                                purposes: string[];
                                /** @description The id of one of `sources` */
                                source: string;
                            };
                            work: {
                                hours: {
                                    /** @description Nobody in charge has confirmed it: the authority has to set it */
                                    draft: boolean;
                                    /** @description HH:MM in Kazakhstan */
                                    from: string;
                                    note?: string;
                                    /** @description The id of one of `sources` */
                                    source: string;
                                    /** @description HH:MM in Kazakhstan */
                                    until: string;
                                };
                                years: {
                                    /** @description Nobody in charge has confirmed it: the authority has to set it */
                                    draft: boolean;
                                    /** @description Days of the week on which nobody works */
                                    non_working: {
                                        /** @description A day in Kazakhstan */
                                        day: string;
                                        name: string;
                                    }[];
                                    note?: string;
                                    /** @description The id of one of `sources` */
                                    source: string;
                                    /** @description Days of a weekend that are worked for another day */
                                    working_weekends: {
                                        /** @description A day in Kazakhstan */
                                        day: string;
                                        name: string;
                                    }[];
                                    year: number;
                                }[];
                            };
                        };
                        /** @description In a few words what it does */
                        title: string;
                        visa_numbers?: string[];
                        /** @description Where one proposal is asked for: the e-visas of `visa_numbers` */
                        visas?: {
                            entries: 1 | 2 | "multiple";
                            entries_used: number;
                            holder: {
                                /** @description Empty for a single name */
                                given_names: string;
                                /** @description Three letters: ISO 3166-1 or ICAO Doc 9303-3 */
                                nationality: string;
                                /** @description As the MRZ spells it, untruncated */
                                surname: string;
                            };
                            passport: {
                                /** @description Three letters: ISO 3166-1 or ICAO Doc 9303-3 */
                                issuer: string;
                                number: string;
                            };
                            status: "valid" | "revoked" | "suspended";
                            /** @description null: proposed by an older program, which did not keep it */
                            status_when_proposed: ("valid" | "revoked" | "suspended") | null;
                            visa_number: string;
                        }[];
                        /** @description What the second person should look at */
                        warnings?: string[];
                    };
                };
            };
            /** @description bad-request: the request is not well formed; `detail` says what to change */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description not-signed-in: no token, one that has run out, or no proof by its key. With `use_dpop_nonce`: send it again with the nonce */
            401: {
                headers: {
                    /** @description The nonce for the next proof */
                    "dpop-nonce"?: string;
                    /** @description How to sign in, and what was wrong (RFC 9449) */
                    "www-authenticate"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description not-allowed: this role may not do that */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description not-found: there is no such thing here */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description conflict: this contradicts what is already stored */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description too-many: wait for as long as `retry-after` says */
            429: {
                headers: {
                    /** @description Seconds to wait */
                    "retry-after"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description internal: the server failed; nothing was acknowledged */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description too-busy, no-signing-key or not-built: try again shortly, or look at /health/ready */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description storage-full: nothing was recorded */
            507: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    proposePolicy: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    edition: {
                        [key: string]: unknown;
                    };
                    /** @description Why; kept with the change */
                    reason: string;
                };
            };
        };
        responses: {
            /** @description Default Response */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        decided_at: number | null;
                        decided_by: string | null;
                        /** @description What the edition changes, in words */
                        difference?: string[];
                        edition?: {
                            categories: {
                                /** @description Visa category, e.g. B12 */
                                code: string;
                                entries: (1 | 2 | "multiple")[];
                                max_stay_days: number | null;
                                max_validity_days: number | null;
                                /** @description Nationalities that may hold an e-visa of this category */
                                nationalities: string[];
                            }[];
                            checkpoint_aliases: {
                                [key: string]: string;
                            };
                            checkpoints: {
                                id: string;
                                /** @description For an airport: an e-visa holder may enter here */
                                international: boolean;
                                kind: "air" | "rail" | "road" | "sea";
                                name: string;
                            }[];
                            /** @description First day in Kazakhstan on which it applies */
                            effective_from: string;
                            exit_by_air_only: boolean;
                            limits: {
                                /** @description Beyond this age the ledger is not believed */
                                ledger_max_age_seconds: number;
                                /** @description From this age on, stamps are to be looked at */
                                ledger_warn_age_seconds: number;
                                status_max_age_seconds: {
                                    /** @description Oldest status list */
                                    border: number;
                                    /** @description Oldest status list */
                                    carrier: number;
                                };
                                /** @description An unknown key is referred once the trust list is older than this */
                                trust_refresh_seconds: number;
                            };
                            offline_entry: "admit" | "refer";
                            passport_months_beyond_visa: number;
                            passport_required: {
                                border: boolean;
                                carrier: boolean;
                            };
                            stay_capped_by_validity: boolean;
                            /** @description Nationalities that need no visa, and for how many days */
                            visa_free: {
                                [key: string]: number;
                            };
                        };
                        /** @description From then on it cannot be approved */
                        expires_at: number;
                        id: string;
                        kind: "status" | "policy" | "terms";
                        proposed_at: number;
                        proposed_by: string;
                        reason: string;
                        state: "open" | "approved" | "declined" | "run-out";
                        status?: "valid" | "revoked" | "suspended";
                        /** Terms */
                        terms_edition?: {
                            /** @description First day in Kazakhstan on which they apply */
                            effective_from: string;
                            /** @description Who does not ask online, though others do */
                            embassy_only: {
                                /** @description Nobody in charge has confirmed it: the authority has to set it */
                                draft: boolean;
                                nationalities: string[];
                                note?: string;
                                purposes: string[];
                                /** @description The id of one of `sources` */
                                source: string;
                            }[];
                            fees: {
                                /** @description In the smallest unit of the currency */
                                amount_minor: number;
                                /** @description Visa category, e.g. B12 */
                                category: string;
                                currency: string;
                                /** @description Nobody in charge has confirmed it: the authority has to set it */
                                draft: boolean;
                                entries: 1 | 2 | "multiple";
                                /** @description null: all that no other row names */
                                nationalities: string[] | null;
                                note?: string;
                                /** @description The id of one of `sources` */
                                source: string;
                            }[];
                            purposes: ({
                                /** @enum {string} */
                                ask: "online";
                                /** @description Single entry first */
                                categories: string[];
                                /** @description Nobody in charge has confirmed it: the authority has to set it */
                                draft: boolean;
                                invited_by: ("legal-entity" | "individual" | "tour-operator" | "medical-institution")[];
                                note?: string;
                                /** @description Such as tourism */
                                purpose: string;
                                /** @description The id of one of `sources` */
                                source: string;
                            } | {
                                /** @enum {string} */
                                ask: "embassy";
                                category: string | null;
                                /** @description Nobody in charge has confirmed it: the authority has to set it */
                                draft: boolean;
                                note?: string;
                                /** @description Such as tourism */
                                purpose: string;
                                /** @description The id of one of `sources` */
                                source: string;
                            } | {
                                /** @enum {string} */
                                ask: "not-at-all";
                                /** @description Nobody in charge has confirmed it: the authority has to set it */
                                draft: boolean;
                                note?: string;
                                /** @description Such as tourism */
                                purpose: string;
                                /** @description Purposes that may be what is meant */
                                serves: string[];
                                /** @description The id of one of `sources` */
                                source: string;
                            })[];
                            retention_days: {
                                draft: {
                                    /** @description Nobody in charge has confirmed it: the authority has to set it */
                                    draft: boolean;
                                    note?: string;
                                    /** @description The id of one of `sources` */
                                    source: string;
                                    /** @description A draft, after it lapsed */
                                    value: number;
                                };
                                issued: {
                                    /** @description Nobody in charge has confirmed it: the authority has to set it */
                                    draft: boolean;
                                    note?: string;
                                    /** @description The id of one of `sources` */
                                    source: string;
                                    /** @description A case, after its e-visa and stay have run out */
                                    value: number;
                                };
                                passport_copy: {
                                    /** @description Nobody in charge has confirmed it: the authority has to set it */
                                    draft: boolean;
                                    note?: string;
                                    /** @description The id of one of `sources` */
                                    source: string;
                                    /** @description After the decision */
                                    value: number;
                                };
                                payment: {
                                    /** @description Nobody in charge has confirmed it: the authority has to set it */
                                    draft: boolean;
                                    note?: string;
                                    /** @description The id of one of `sources` */
                                    source: string;
                                    /** @description What was paid and given back */
                                    value: number;
                                };
                                refused: {
                                    /** @description Nobody in charge has confirmed it: the authority has to set it */
                                    draft: boolean;
                                    note?: string;
                                    /** @description The id of one of `sources` */
                                    source: string;
                                    /** @description A case that was refused, withdrawn or lapsed */
                                    value: number;
                                };
                                sign_in: {
                                    /** @description Nobody in charge has confirmed it: the authority has to set it */
                                    draft: boolean;
                                    note?: string;
                                    /** @description The id of one of `sources` */
                                    source: string;
                                    /** @description Sessions that are over */
                                    value: number;
                                };
                            };
                            sizes: {
                                copy_bytes: {
                                    /** @description Nobody in charge has confirmed it: the authority has to set it */
                                    draft: boolean;
                                    note?: string;
                                    /** @description The id of one of `sources` */
                                    source: string;
                                    value: number;
                                };
                                copy_pages: {
                                    /** @description Nobody in charge has confirmed it: the authority has to set it */
                                    draft: boolean;
                                    note?: string;
                                    /** @description The id of one of `sources` */
                                    source: string;
                                    value: number;
                                };
                                invitations_a_list: {
                                    /** @description Nobody in charge has confirmed it: the authority has to set it */
                                    draft: boolean;
                                    note?: string;
                                    /** @description The id of one of `sources` */
                                    source: string;
                                    value: number;
                                };
                            };
                            sources: {
                                /** @description When it was read */
                                as_of: string;
                                id: string;
                                title: string;
                            }[];
                            times: {
                                answer_days: {
                                    /** @description Nobody in charge has confirmed it: the authority has to set it */
                                    draft: boolean;
                                    note?: string;
                                    /** @description The id of one of `sources` */
                                    source: string;
                                    /** @description To answer a question */
                                    value: number;
                                };
                                arrival_business_days: {
                                    /** @description Nobody in charge has confirmed it: the authority has to set it */
                                    draft: boolean;
                                    note?: string;
                                    /** @description The id of one of `sources` */
                                    source: string;
                                    /** @description For the host's report of the arrival */
                                    value: number;
                                };
                                draft_days: {
                                    /** @description Nobody in charge has confirmed it: the authority has to set it */
                                    draft: boolean;
                                    note?: string;
                                    /** @description The id of one of `sources` */
                                    source: string;
                                    /** @description That nobody touched */
                                    value: number;
                                };
                                invitation_business_days: {
                                    /** @description Nobody in charge has confirmed it: the authority has to set it */
                                    draft: boolean;
                                    note?: string;
                                    /** @description The id of one of `sources` */
                                    source: string;
                                    /** @description Usually */
                                    value: number;
                                };
                                invitation_earliest_days: {
                                    /** @description Nobody in charge has confirmed it: the authority has to set it */
                                    draft: boolean;
                                    note?: string;
                                    /** @description The id of one of `sources` */
                                    source: string;
                                    /** @description Before the entry, at most */
                                    value: number;
                                };
                                invitation_heard_days: {
                                    /** @description Nobody in charge has confirmed it: the authority has to set it */
                                    draft: boolean;
                                    note?: string;
                                    /** @description The id of one of `sources` */
                                    source: string;
                                    /** @description Where others are heard */
                                    value: number;
                                };
                                invitation_unused_days: {
                                    /** @description Nobody in charge has confirmed it: the authority has to set it */
                                    draft: boolean;
                                    note?: string;
                                    /** @description The id of one of `sources` */
                                    source: string;
                                    /** @description After it was approved */
                                    value: number;
                                };
                                review_business_days: {
                                    /** @description Nobody in charge has confirmed it: the authority has to set it */
                                    draft: boolean;
                                    note?: string;
                                    /** @description The id of one of `sources` */
                                    source: string;
                                    /** @description After the day on which all was there */
                                    value: number;
                                };
                                unpaid_days: {
                                    /** @description Nobody in charge has confirmed it: the authority has to set it */
                                    draft: boolean;
                                    note?: string;
                                    /** @description The id of one of `sources` */
                                    source: string;
                                    /** @description After it was submitted */
                                    value: number;
                                };
                            };
                            two_people: {
                                /** @description No objection to any other */
                                clean: boolean;
                                /** @description Nobody in charge has confirmed it: the authority has to set it */
                                draft: boolean;
                                /** @description No objection to a case that carries a flag */
                                flagged: boolean;
                                note?: string;
                                refusal: boolean;
                                /** @description The id of one of `sources` */
                                source: string;
                            };
                            visa_free: {
                                /** @description Nobody in charge has confirmed it: the authority has to set it */
                                draft: boolean;
                                note?: string;
                                /** @description What citizens of a visa-free state may come for without a visa; for how many days says the policy */
                                purposes: string[];
                                /** @description The id of one of `sources` */
                                source: string;
                            };
                            work: {
                                hours: {
                                    /** @description Nobody in charge has confirmed it: the authority has to set it */
                                    draft: boolean;
                                    /** @description HH:MM in Kazakhstan */
                                    from: string;
                                    note?: string;
                                    /** @description The id of one of `sources` */
                                    source: string;
                                    /** @description HH:MM in Kazakhstan */
                                    until: string;
                                };
                                years: {
                                    /** @description Nobody in charge has confirmed it: the authority has to set it */
                                    draft: boolean;
                                    /** @description Days of the week on which nobody works */
                                    non_working: {
                                        /** @description A day in Kazakhstan */
                                        day: string;
                                        name: string;
                                    }[];
                                    note?: string;
                                    /** @description The id of one of `sources` */
                                    source: string;
                                    /** @description Days of a weekend that are worked for another day */
                                    working_weekends: {
                                        /** @description A day in Kazakhstan */
                                        day: string;
                                        name: string;
                                    }[];
                                    year: number;
                                }[];
                            };
                        };
                        /** @description In a few words what it does */
                        title: string;
                        visa_numbers?: string[];
                        /** @description Where one proposal is asked for: the e-visas of `visa_numbers` */
                        visas?: {
                            entries: 1 | 2 | "multiple";
                            entries_used: number;
                            holder: {
                                /** @description Empty for a single name */
                                given_names: string;
                                /** @description Three letters: ISO 3166-1 or ICAO Doc 9303-3 */
                                nationality: string;
                                /** @description As the MRZ spells it, untruncated */
                                surname: string;
                            };
                            passport: {
                                /** @description Three letters: ISO 3166-1 or ICAO Doc 9303-3 */
                                issuer: string;
                                number: string;
                            };
                            status: "valid" | "revoked" | "suspended";
                            /** @description null: proposed by an older program, which did not keep it */
                            status_when_proposed: ("valid" | "revoked" | "suspended") | null;
                            visa_number: string;
                        }[];
                        /** @description What the second person should look at */
                        warnings?: string[];
                    };
                };
            };
            /** @description bad-request: the request is not well formed; `detail` says what to change */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description not-signed-in: no token, one that has run out, or no proof by its key. With `use_dpop_nonce`: send it again with the nonce */
            401: {
                headers: {
                    /** @description The nonce for the next proof */
                    "dpop-nonce"?: string;
                    /** @description How to sign in, and what was wrong (RFC 9449) */
                    "www-authenticate"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description not-allowed: this role may not do that */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description too-slow: not all of the request came in time; send it again */
            408: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description conflict: this contradicts what is already stored */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description too-large: the body is too large */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description media-type: send one of the media types named here */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description breaks-policy: the policy does not allow this; `errors` names the fields */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description too-many: wait for as long as `retry-after` says */
            429: {
                headers: {
                    /** @description Seconds to wait */
                    "retry-after"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description internal: the server failed; nothing was acknowledged */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description too-busy, no-signing-key or not-built: try again shortly, or look at /health/ready */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description storage-full: nothing was recorded */
            507: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    proposeStatus: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    /** @description Why; kept with the change */
                    reason: string;
                    status: "valid" | "revoked" | "suspended";
                    visa_numbers: string[];
                };
            };
        };
        responses: {
            /** @description Default Response */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        decided_at: number | null;
                        decided_by: string | null;
                        /** @description What the edition changes, in words */
                        difference?: string[];
                        edition?: {
                            categories: {
                                /** @description Visa category, e.g. B12 */
                                code: string;
                                entries: (1 | 2 | "multiple")[];
                                max_stay_days: number | null;
                                max_validity_days: number | null;
                                /** @description Nationalities that may hold an e-visa of this category */
                                nationalities: string[];
                            }[];
                            checkpoint_aliases: {
                                [key: string]: string;
                            };
                            checkpoints: {
                                id: string;
                                /** @description For an airport: an e-visa holder may enter here */
                                international: boolean;
                                kind: "air" | "rail" | "road" | "sea";
                                name: string;
                            }[];
                            /** @description First day in Kazakhstan on which it applies */
                            effective_from: string;
                            exit_by_air_only: boolean;
                            limits: {
                                /** @description Beyond this age the ledger is not believed */
                                ledger_max_age_seconds: number;
                                /** @description From this age on, stamps are to be looked at */
                                ledger_warn_age_seconds: number;
                                status_max_age_seconds: {
                                    /** @description Oldest status list */
                                    border: number;
                                    /** @description Oldest status list */
                                    carrier: number;
                                };
                                /** @description An unknown key is referred once the trust list is older than this */
                                trust_refresh_seconds: number;
                            };
                            offline_entry: "admit" | "refer";
                            passport_months_beyond_visa: number;
                            passport_required: {
                                border: boolean;
                                carrier: boolean;
                            };
                            stay_capped_by_validity: boolean;
                            /** @description Nationalities that need no visa, and for how many days */
                            visa_free: {
                                [key: string]: number;
                            };
                        };
                        /** @description From then on it cannot be approved */
                        expires_at: number;
                        id: string;
                        kind: "status" | "policy" | "terms";
                        proposed_at: number;
                        proposed_by: string;
                        reason: string;
                        state: "open" | "approved" | "declined" | "run-out";
                        status?: "valid" | "revoked" | "suspended";
                        /** Terms */
                        terms_edition?: {
                            /** @description First day in Kazakhstan on which they apply */
                            effective_from: string;
                            /** @description Who does not ask online, though others do */
                            embassy_only: {
                                /** @description Nobody in charge has confirmed it: the authority has to set it */
                                draft: boolean;
                                nationalities: string[];
                                note?: string;
                                purposes: string[];
                                /** @description The id of one of `sources` */
                                source: string;
                            }[];
                            fees: {
                                /** @description In the smallest unit of the currency */
                                amount_minor: number;
                                /** @description Visa category, e.g. B12 */
                                category: string;
                                currency: string;
                                /** @description Nobody in charge has confirmed it: the authority has to set it */
                                draft: boolean;
                                entries: 1 | 2 | "multiple";
                                /** @description null: all that no other row names */
                                nationalities: string[] | null;
                                note?: string;
                                /** @description The id of one of `sources` */
                                source: string;
                            }[];
                            purposes: ({
                                /** @enum {string} */
                                ask: "online";
                                /** @description Single entry first */
                                categories: string[];
                                /** @description Nobody in charge has confirmed it: the authority has to set it */
                                draft: boolean;
                                invited_by: ("legal-entity" | "individual" | "tour-operator" | "medical-institution")[];
                                note?: string;
                                /** @description Such as tourism */
                                purpose: string;
                                /** @description The id of one of `sources` */
                                source: string;
                            } | {
                                /** @enum {string} */
                                ask: "embassy";
                                category: string | null;
                                /** @description Nobody in charge has confirmed it: the authority has to set it */
                                draft: boolean;
                                note?: string;
                                /** @description Such as tourism */
                                purpose: string;
                                /** @description The id of one of `sources` */
                                source: string;
                            } | {
                                /** @enum {string} */
                                ask: "not-at-all";
                                /** @description Nobody in charge has confirmed it: the authority has to set it */
                                draft: boolean;
                                note?: string;
                                /** @description Such as tourism */
                                purpose: string;
                                /** @description Purposes that may be what is meant */
                                serves: string[];
                                /** @description The id of one of `sources` */
                                source: string;
                            })[];
                            retention_days: {
                                draft: {
                                    /** @description Nobody in charge has confirmed it: the authority has to set it */
                                    draft: boolean;
                                    note?: string;
                                    /** @description The id of one of `sources` */
                                    source: string;
                                    /** @description A draft, after it lapsed */
                                    value: number;
                                };
                                issued: {
                                    /** @description Nobody in charge has confirmed it: the authority has to set it */
                                    draft: boolean;
                                    note?: string;
                                    /** @description The id of one of `sources` */
                                    source: string;
                                    /** @description A case, after its e-visa and stay have run out */
                                    value: number;
                                };
                                passport_copy: {
                                    /** @description Nobody in charge has confirmed it: the authority has to set it */
                                    draft: boolean;
                                    note?: string;
                                    /** @description The id of one of `sources` */
                                    source: string;
                                    /** @description After the decision */
                                    value: number;
                                };
                                payment: {
                                    /** @description Nobody in charge has confirmed it: the authority has to set it */
                                    draft: boolean;
                                    note?: string;
                                    /** @description The id of one of `sources` */
                                    source: string;
                                    /** @description What was paid and given back */
                                    value: number;
                                };
                                refused: {
                                    /** @description Nobody in charge has confirmed it: the authority has to set it */
                                    draft: boolean;
                                    note?: string;
                                    /** @description The id of one of `sources` */
                                    source: string;
                                    /** @description A case that was refused, withdrawn or lapsed */
                                    value: number;
                                };
                                sign_in: {
                                    /** @description Nobody in charge has confirmed it: the authority has to set it */
                                    draft: boolean;
                                    note?: string;
                                    /** @description The id of one of `sources` */
                                    source: string;
                                    /** @description Sessions that are over */
                                    value: number;
                                };
                            };
                            sizes: {
                                copy_bytes: {
                                    /** @description Nobody in charge has confirmed it: the authority has to set it */
                                    draft: boolean;
                                    note?: string;
                                    /** @description The id of one of `sources` */
                                    source: string;
                                    value: number;
                                };
                                copy_pages: {
                                    /** @description Nobody in charge has confirmed it: the authority has to set it */
                                    draft: boolean;
                                    note?: string;
                                    /** @description The id of one of `sources` */
                                    source: string;
                                    value: number;
                                };
                                invitations_a_list: {
                                    /** @description Nobody in charge has confirmed it: the authority has to set it */
                                    draft: boolean;
                                    note?: string;
                                    /** @description The id of one of `sources` */
                                    source: string;
                                    value: number;
                                };
                            };
                            sources: {
                                /** @description When it was read */
                                as_of: string;
                                id: string;
                                title: string;
                            }[];
                            times: {
                                answer_days: {
                                    /** @description Nobody in charge has confirmed it: the authority has to set it */
                                    draft: boolean;
                                    note?: string;
                                    /** @description The id of one of `sources` */
                                    source: string;
                                    /** @description To answer a question */
                                    value: number;
                                };
                                arrival_business_days: {
                                    /** @description Nobody in charge has confirmed it: the authority has to set it */
                                    draft: boolean;
                                    note?: string;
                                    /** @description The id of one of `sources` */
                                    source: string;
                                    /** @description For the host's report of the arrival */
                                    value: number;
                                };
                                draft_days: {
                                    /** @description Nobody in charge has confirmed it: the authority has to set it */
                                    draft: boolean;
                                    note?: string;
                                    /** @description The id of one of `sources` */
                                    source: string;
                                    /** @description That nobody touched */
                                    value: number;
                                };
                                invitation_business_days: {
                                    /** @description Nobody in charge has confirmed it: the authority has to set it */
                                    draft: boolean;
                                    note?: string;
                                    /** @description The id of one of `sources` */
                                    source: string;
                                    /** @description Usually */
                                    value: number;
                                };
                                invitation_earliest_days: {
                                    /** @description Nobody in charge has confirmed it: the authority has to set it */
                                    draft: boolean;
                                    note?: string;
                                    /** @description The id of one of `sources` */
                                    source: string;
                                    /** @description Before the entry, at most */
                                    value: number;
                                };
                                invitation_heard_days: {
                                    /** @description Nobody in charge has confirmed it: the authority has to set it */
                                    draft: boolean;
                                    note?: string;
                                    /** @description The id of one of `sources` */
                                    source: string;
                                    /** @description Where others are heard */
                                    value: number;
                                };
                                invitation_unused_days: {
                                    /** @description Nobody in charge has confirmed it: the authority has to set it */
                                    draft: boolean;
                                    note?: string;
                                    /** @description The id of one of `sources` */
                                    source: string;
                                    /** @description After it was approved */
                                    value: number;
                                };
                                review_business_days: {
                                    /** @description Nobody in charge has confirmed it: the authority has to set it */
                                    draft: boolean;
                                    note?: string;
                                    /** @description The id of one of `sources` */
                                    source: string;
                                    /** @description After the day on which all was there */
                                    value: number;
                                };
                                unpaid_days: {
                                    /** @description Nobody in charge has confirmed it: the authority has to set it */
                                    draft: boolean;
                                    note?: string;
                                    /** @description The id of one of `sources` */
                                    source: string;
                                    /** @description After it was submitted */
                                    value: number;
                                };
                            };
                            two_people: {
                                /** @description No objection to any other */
                                clean: boolean;
                                /** @description Nobody in charge has confirmed it: the authority has to set it */
                                draft: boolean;
                                /** @description No objection to a case that carries a flag */
                                flagged: boolean;
                                note?: string;
                                refusal: boolean;
                                /** @description The id of one of `sources` */
                                source: string;
                            };
                            visa_free: {
                                /** @description Nobody in charge has confirmed it: the authority has to set it */
                                draft: boolean;
                                note?: string;
                                /** @description What citizens of a visa-free state may come for without a visa; for how many days says the policy */
                                purposes: string[];
                                /** @description The id of one of `sources` */
                                source: string;
                            };
                            work: {
                                hours: {
                                    /** @description Nobody in charge has confirmed it: the authority has to set it */
                                    draft: boolean;
                                    /** @description HH:MM in Kazakhstan */
                                    from: string;
                                    note?: string;
                                    /** @description The id of one of `sources` */
                                    source: string;
                                    /** @description HH:MM in Kazakhstan */
                                    until: string;
                                };
                                years: {
                                    /** @description Nobody in charge has confirmed it: the authority has to set it */
                                    draft: boolean;
                                    /** @description Days of the week on which nobody works */
                                    non_working: {
                                        /** @description A day in Kazakhstan */
                                        day: string;
                                        name: string;
                                    }[];
                                    note?: string;
                                    /** @description The id of one of `sources` */
                                    source: string;
                                    /** @description Days of a weekend that are worked for another day */
                                    working_weekends: {
                                        /** @description A day in Kazakhstan */
                                        day: string;
                                        name: string;
                                    }[];
                                    year: number;
                                }[];
                            };
                        };
                        /** @description In a few words what it does */
                        title: string;
                        visa_numbers?: string[];
                        /** @description Where one proposal is asked for: the e-visas of `visa_numbers` */
                        visas?: {
                            entries: 1 | 2 | "multiple";
                            entries_used: number;
                            holder: {
                                /** @description Empty for a single name */
                                given_names: string;
                                /** @description Three letters: ISO 3166-1 or ICAO Doc 9303-3 */
                                nationality: string;
                                /** @description As the MRZ spells it, untruncated */
                                surname: string;
                            };
                            passport: {
                                /** @description Three letters: ISO 3166-1 or ICAO Doc 9303-3 */
                                issuer: string;
                                number: string;
                            };
                            status: "valid" | "revoked" | "suspended";
                            /** @description null: proposed by an older program, which did not keep it */
                            status_when_proposed: ("valid" | "revoked" | "suspended") | null;
                            visa_number: string;
                        }[];
                        /** @description What the second person should look at */
                        warnings?: string[];
                    };
                };
            };
            /** @description bad-request: the request is not well formed; `detail` says what to change */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description not-signed-in: no token, one that has run out, or no proof by its key. With `use_dpop_nonce`: send it again with the nonce */
            401: {
                headers: {
                    /** @description The nonce for the next proof */
                    "dpop-nonce"?: string;
                    /** @description How to sign in, and what was wrong (RFC 9449) */
                    "www-authenticate"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description not-allowed: this role may not do that */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description too-slow: not all of the request came in time; send it again */
            408: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description conflict: this contradicts what is already stored */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description too-large: the body is too large */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description media-type: send one of the media types named here */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description breaks-policy: the policy does not allow this; `errors` names the fields */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description too-many: wait for as long as `retry-after` says */
            429: {
                headers: {
                    /** @description Seconds to wait */
                    "retry-after"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description internal: the server failed; nothing was acknowledged */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description too-busy, no-signing-key or not-built: try again shortly, or look at /health/ready */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description storage-full: nothing was recorded */
            507: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    proposeTerms: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    edition: {
                        [key: string]: unknown;
                    };
                    /** @description Why; kept with the change */
                    reason: string;
                };
            };
        };
        responses: {
            /** @description Default Response */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        decided_at: number | null;
                        decided_by: string | null;
                        /** @description What the edition changes, in words */
                        difference?: string[];
                        edition?: {
                            categories: {
                                /** @description Visa category, e.g. B12 */
                                code: string;
                                entries: (1 | 2 | "multiple")[];
                                max_stay_days: number | null;
                                max_validity_days: number | null;
                                /** @description Nationalities that may hold an e-visa of this category */
                                nationalities: string[];
                            }[];
                            checkpoint_aliases: {
                                [key: string]: string;
                            };
                            checkpoints: {
                                id: string;
                                /** @description For an airport: an e-visa holder may enter here */
                                international: boolean;
                                kind: "air" | "rail" | "road" | "sea";
                                name: string;
                            }[];
                            /** @description First day in Kazakhstan on which it applies */
                            effective_from: string;
                            exit_by_air_only: boolean;
                            limits: {
                                /** @description Beyond this age the ledger is not believed */
                                ledger_max_age_seconds: number;
                                /** @description From this age on, stamps are to be looked at */
                                ledger_warn_age_seconds: number;
                                status_max_age_seconds: {
                                    /** @description Oldest status list */
                                    border: number;
                                    /** @description Oldest status list */
                                    carrier: number;
                                };
                                /** @description An unknown key is referred once the trust list is older than this */
                                trust_refresh_seconds: number;
                            };
                            offline_entry: "admit" | "refer";
                            passport_months_beyond_visa: number;
                            passport_required: {
                                border: boolean;
                                carrier: boolean;
                            };
                            stay_capped_by_validity: boolean;
                            /** @description Nationalities that need no visa, and for how many days */
                            visa_free: {
                                [key: string]: number;
                            };
                        };
                        /** @description From then on it cannot be approved */
                        expires_at: number;
                        id: string;
                        kind: "status" | "policy" | "terms";
                        proposed_at: number;
                        proposed_by: string;
                        reason: string;
                        state: "open" | "approved" | "declined" | "run-out";
                        status?: "valid" | "revoked" | "suspended";
                        /** Terms */
                        terms_edition?: {
                            /** @description First day in Kazakhstan on which they apply */
                            effective_from: string;
                            /** @description Who does not ask online, though others do */
                            embassy_only: {
                                /** @description Nobody in charge has confirmed it: the authority has to set it */
                                draft: boolean;
                                nationalities: string[];
                                note?: string;
                                purposes: string[];
                                /** @description The id of one of `sources` */
                                source: string;
                            }[];
                            fees: {
                                /** @description In the smallest unit of the currency */
                                amount_minor: number;
                                /** @description Visa category, e.g. B12 */
                                category: string;
                                currency: string;
                                /** @description Nobody in charge has confirmed it: the authority has to set it */
                                draft: boolean;
                                entries: 1 | 2 | "multiple";
                                /** @description null: all that no other row names */
                                nationalities: string[] | null;
                                note?: string;
                                /** @description The id of one of `sources` */
                                source: string;
                            }[];
                            purposes: ({
                                /** @enum {string} */
                                ask: "online";
                                /** @description Single entry first */
                                categories: string[];
                                /** @description Nobody in charge has confirmed it: the authority has to set it */
                                draft: boolean;
                                invited_by: ("legal-entity" | "individual" | "tour-operator" | "medical-institution")[];
                                note?: string;
                                /** @description Such as tourism */
                                purpose: string;
                                /** @description The id of one of `sources` */
                                source: string;
                            } | {
                                /** @enum {string} */
                                ask: "embassy";
                                category: string | null;
                                /** @description Nobody in charge has confirmed it: the authority has to set it */
                                draft: boolean;
                                note?: string;
                                /** @description Such as tourism */
                                purpose: string;
                                /** @description The id of one of `sources` */
                                source: string;
                            } | {
                                /** @enum {string} */
                                ask: "not-at-all";
                                /** @description Nobody in charge has confirmed it: the authority has to set it */
                                draft: boolean;
                                note?: string;
                                /** @description Such as tourism */
                                purpose: string;
                                /** @description Purposes that may be what is meant */
                                serves: string[];
                                /** @description The id of one of `sources` */
                                source: string;
                            })[];
                            retention_days: {
                                draft: {
                                    /** @description Nobody in charge has confirmed it: the authority has to set it */
                                    draft: boolean;
                                    note?: string;
                                    /** @description The id of one of `sources` */
                                    source: string;
                                    /** @description A draft, after it lapsed */
                                    value: number;
                                };
                                issued: {
                                    /** @description Nobody in charge has confirmed it: the authority has to set it */
                                    draft: boolean;
                                    note?: string;
                                    /** @description The id of one of `sources` */
                                    source: string;
                                    /** @description A case, after its e-visa and stay have run out */
                                    value: number;
                                };
                                passport_copy: {
                                    /** @description Nobody in charge has confirmed it: the authority has to set it */
                                    draft: boolean;
                                    note?: string;
                                    /** @description The id of one of `sources` */
                                    source: string;
                                    /** @description After the decision */
                                    value: number;
                                };
                                payment: {
                                    /** @description Nobody in charge has confirmed it: the authority has to set it */
                                    draft: boolean;
                                    note?: string;
                                    /** @description The id of one of `sources` */
                                    source: string;
                                    /** @description What was paid and given back */
                                    value: number;
                                };
                                refused: {
                                    /** @description Nobody in charge has confirmed it: the authority has to set it */
                                    draft: boolean;
                                    note?: string;
                                    /** @description The id of one of `sources` */
                                    source: string;
                                    /** @description A case that was refused, withdrawn or lapsed */
                                    value: number;
                                };
                                sign_in: {
                                    /** @description Nobody in charge has confirmed it: the authority has to set it */
                                    draft: boolean;
                                    note?: string;
                                    /** @description The id of one of `sources` */
                                    source: string;
                                    /** @description Sessions that are over */
                                    value: number;
                                };
                            };
                            sizes: {
                                copy_bytes: {
                                    /** @description Nobody in charge has confirmed it: the authority has to set it */
                                    draft: boolean;
                                    note?: string;
                                    /** @description The id of one of `sources` */
                                    source: string;
                                    value: number;
                                };
                                copy_pages: {
                                    /** @description Nobody in charge has confirmed it: the authority has to set it */
                                    draft: boolean;
                                    note?: string;
                                    /** @description The id of one of `sources` */
                                    source: string;
                                    value: number;
                                };
                                invitations_a_list: {
                                    /** @description Nobody in charge has confirmed it: the authority has to set it */
                                    draft: boolean;
                                    note?: string;
                                    /** @description The id of one of `sources` */
                                    source: string;
                                    value: number;
                                };
                            };
                            sources: {
                                /** @description When it was read */
                                as_of: string;
                                id: string;
                                title: string;
                            }[];
                            times: {
                                answer_days: {
                                    /** @description Nobody in charge has confirmed it: the authority has to set it */
                                    draft: boolean;
                                    note?: string;
                                    /** @description The id of one of `sources` */
                                    source: string;
                                    /** @description To answer a question */
                                    value: number;
                                };
                                arrival_business_days: {
                                    /** @description Nobody in charge has confirmed it: the authority has to set it */
                                    draft: boolean;
                                    note?: string;
                                    /** @description The id of one of `sources` */
                                    source: string;
                                    /** @description For the host's report of the arrival */
                                    value: number;
                                };
                                draft_days: {
                                    /** @description Nobody in charge has confirmed it: the authority has to set it */
                                    draft: boolean;
                                    note?: string;
                                    /** @description The id of one of `sources` */
                                    source: string;
                                    /** @description That nobody touched */
                                    value: number;
                                };
                                invitation_business_days: {
                                    /** @description Nobody in charge has confirmed it: the authority has to set it */
                                    draft: boolean;
                                    note?: string;
                                    /** @description The id of one of `sources` */
                                    source: string;
                                    /** @description Usually */
                                    value: number;
                                };
                                invitation_earliest_days: {
                                    /** @description Nobody in charge has confirmed it: the authority has to set it */
                                    draft: boolean;
                                    note?: string;
                                    /** @description The id of one of `sources` */
                                    source: string;
                                    /** @description Before the entry, at most */
                                    value: number;
                                };
                                invitation_heard_days: {
                                    /** @description Nobody in charge has confirmed it: the authority has to set it */
                                    draft: boolean;
                                    note?: string;
                                    /** @description The id of one of `sources` */
                                    source: string;
                                    /** @description Where others are heard */
                                    value: number;
                                };
                                invitation_unused_days: {
                                    /** @description Nobody in charge has confirmed it: the authority has to set it */
                                    draft: boolean;
                                    note?: string;
                                    /** @description The id of one of `sources` */
                                    source: string;
                                    /** @description After it was approved */
                                    value: number;
                                };
                                review_business_days: {
                                    /** @description Nobody in charge has confirmed it: the authority has to set it */
                                    draft: boolean;
                                    note?: string;
                                    /** @description The id of one of `sources` */
                                    source: string;
                                    /** @description After the day on which all was there */
                                    value: number;
                                };
                                unpaid_days: {
                                    /** @description Nobody in charge has confirmed it: the authority has to set it */
                                    draft: boolean;
                                    note?: string;
                                    /** @description The id of one of `sources` */
                                    source: string;
                                    /** @description After it was submitted */
                                    value: number;
                                };
                            };
                            two_people: {
                                /** @description No objection to any other */
                                clean: boolean;
                                /** @description Nobody in charge has confirmed it: the authority has to set it */
                                draft: boolean;
                                /** @description No objection to a case that carries a flag */
                                flagged: boolean;
                                note?: string;
                                refusal: boolean;
                                /** @description The id of one of `sources` */
                                source: string;
                            };
                            visa_free: {
                                /** @description Nobody in charge has confirmed it: the authority has to set it */
                                draft: boolean;
                                note?: string;
                                /** @description What citizens of a visa-free state may come for without a visa; for how many days says the policy */
                                purposes: string[];
                                /** @description The id of one of `sources` */
                                source: string;
                            };
                            work: {
                                hours: {
                                    /** @description Nobody in charge has confirmed it: the authority has to set it */
                                    draft: boolean;
                                    /** @description HH:MM in Kazakhstan */
                                    from: string;
                                    note?: string;
                                    /** @description The id of one of `sources` */
                                    source: string;
                                    /** @description HH:MM in Kazakhstan */
                                    until: string;
                                };
                                years: {
                                    /** @description Nobody in charge has confirmed it: the authority has to set it */
                                    draft: boolean;
                                    /** @description Days of the week on which nobody works */
                                    non_working: {
                                        /** @description A day in Kazakhstan */
                                        day: string;
                                        name: string;
                                    }[];
                                    note?: string;
                                    /** @description The id of one of `sources` */
                                    source: string;
                                    /** @description Days of a weekend that are worked for another day */
                                    working_weekends: {
                                        /** @description A day in Kazakhstan */
                                        day: string;
                                        name: string;
                                    }[];
                                    year: number;
                                }[];
                            };
                        };
                        /** @description In a few words what it does */
                        title: string;
                        visa_numbers?: string[];
                        /** @description Where one proposal is asked for: the e-visas of `visa_numbers` */
                        visas?: {
                            entries: 1 | 2 | "multiple";
                            entries_used: number;
                            holder: {
                                /** @description Empty for a single name */
                                given_names: string;
                                /** @description Three letters: ISO 3166-1 or ICAO Doc 9303-3 */
                                nationality: string;
                                /** @description As the MRZ spells it, untruncated */
                                surname: string;
                            };
                            passport: {
                                /** @description Three letters: ISO 3166-1 or ICAO Doc 9303-3 */
                                issuer: string;
                                number: string;
                            };
                            status: "valid" | "revoked" | "suspended";
                            /** @description null: proposed by an older program, which did not keep it */
                            status_when_proposed: ("valid" | "revoked" | "suspended") | null;
                            visa_number: string;
                        }[];
                        /** @description What the second person should look at */
                        warnings?: string[];
                    };
                };
            };
            /** @description bad-request: the request is not well formed; `detail` says what to change */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description not-signed-in: no token, one that has run out, or no proof by its key. With `use_dpop_nonce`: send it again with the nonce */
            401: {
                headers: {
                    /** @description The nonce for the next proof */
                    "dpop-nonce"?: string;
                    /** @description How to sign in, and what was wrong (RFC 9449) */
                    "www-authenticate"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description not-allowed: this role may not do that */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description too-slow: not all of the request came in time; send it again */
            408: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description conflict: this contradicts what is already stored */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description too-large: the body is too large */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description media-type: send one of the media types named here */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description breaks-policy: the policy does not allow this; `errors` names the fields */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description too-many: wait for as long as `retry-after` says */
            429: {
                headers: {
                    /** @description Seconds to wait */
                    "retry-after"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description internal: the server failed; nothing was acknowledged */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description too-busy, no-signing-key or not-built: try again shortly, or look at /health/ready */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description storage-full: nothing was recorded */
            507: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    publishedVersions: {
        parameters: {
            query?: {
                /**
                 * @description At most 100 versions, parted by commas
                 * @example 41,42
                 */
                policy?: string;
                /**
                 * @description At most 100 versions, parted by commas
                 * @example 41,42
                 */
                snapshot?: string;
                /**
                 * @description At most 100 versions, parted by commas
                 * @example 41,42
                 */
                "trust-list"?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description A JWS of typ evisa-published-versions+jwt */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/jwt": string;
                };
            };
            /** @description bad-request: the request is not well formed; `detail` says what to change */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description too-many: wait for as long as `retry-after` says */
            429: {
                headers: {
                    /** @description Seconds to wait */
                    "retry-after"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description internal: the server failed; nothing was acknowledged */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description too-busy, no-signing-key or not-built: try again shortly, or look at /health/ready */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    listReferrals: {
        parameters: {
            query?: {
                /** @description The `next` of the page before */
                after?: string;
                checkpoint?: string;
                limit?: number;
                /** @description open: nothing has ended it; a device is told of those of the last 24 hours, and of no other list. forgotten: open for longer than that, by the later of when it was made and received. all: whatever became of it */
                list?: "open" | "forgotten" | "all";
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** @description null: this was the last page */
                        next: null | string;
                        referrals: {
                            act: null | {
                                at: number;
                                device: string;
                                operator: string | null;
                            };
                            event: components["schemas"]["CrossingEvent"];
                            /** @description As its device signed it; the key is that of the device */
                            jws: string;
                            /** @description open: nobody has taken it. taken, handed-back: by second line. closed: by second line, or by an entry, exit or refusal that names it; always of the same checkpoint */
                            state: "open" | "taken" | "handed-back" | "closed";
                        }[];
                    };
                };
            };
            /** @description bad-request: the request is not well formed; `detail` says what to change */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description not-signed-in: no token, one that has run out, or no proof by its key. With `use_dpop_nonce`: send it again with the nonce */
            401: {
                headers: {
                    /** @description The nonce for the next proof */
                    "dpop-nonce"?: string;
                    /** @description How to sign in, and what was wrong (RFC 9449) */
                    "www-authenticate"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description not-allowed: this role may not do that */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description too-many: wait for as long as `retry-after` says */
            429: {
                headers: {
                    /** @description Seconds to wait */
                    "retry-after"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description internal: the server failed; nothing was acknowledged */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description too-busy, no-signing-key or not-built: try again shortly, or look at /health/ready */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    listSessions: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        sessions: {
                            began_at: number;
                            /** @description In a few words; empty where it was not said */
                            browser: string;
                            /** @description The one of this call */
                            current: boolean;
                            expires_at: number;
                            id: string;
                            /** @description Where it began, without the last part of the address; empty where it was not said */
                            network: string;
                            seen_at: number;
                        }[];
                    };
                };
            };
            /** @description not-signed-in: no token, one that has run out, or no proof by its key. With `use_dpop_nonce`: send it again with the nonce */
            401: {
                headers: {
                    /** @description The nonce for the next proof */
                    "dpop-nonce"?: string;
                    /** @description How to sign in, and what was wrong (RFC 9449) */
                    "www-authenticate"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description not-allowed: this role may not do that */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description too-many: wait for as long as `retry-after` says */
            429: {
                headers: {
                    /** @description Seconds to wait */
                    "retry-after"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description internal: the server failed; nothing was acknowledged */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description too-busy, no-signing-key or not-built: try again shortly, or look at /health/ready */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    endSession: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description It is over */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description bad-request: the request is not well formed; `detail` says what to change */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description not-signed-in: no token, one that has run out, or no proof by its key. With `use_dpop_nonce`: send it again with the nonce */
            401: {
                headers: {
                    /** @description The nonce for the next proof */
                    "dpop-nonce"?: string;
                    /** @description How to sign in, and what was wrong (RFC 9449) */
                    "www-authenticate"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description not-allowed: this role may not do that */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description not-found: there is no such thing here */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description too-many: wait for as long as `retry-after` says */
            429: {
                headers: {
                    /** @description Seconds to wait */
                    "retry-after"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description internal: the server failed; nothing was acknowledged */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description too-busy, no-signing-key or not-built: try again shortly, or look at /health/ready */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description storage-full: nothing was recorded */
            507: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    signOut: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description It is over */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description not-signed-in: no token, one that has run out, or no proof by its key. With `use_dpop_nonce`: send it again with the nonce */
            401: {
                headers: {
                    /** @description The nonce for the next proof */
                    "dpop-nonce"?: string;
                    /** @description How to sign in, and what was wrong (RFC 9449) */
                    "www-authenticate"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description not-allowed: this role may not do that */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description too-many: wait for as long as `retry-after` says */
            429: {
                headers: {
                    /** @description Seconds to wait */
                    "retry-after"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description internal: the server failed; nothing was acknowledged */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description too-busy, no-signing-key or not-built: try again shortly, or look at /health/ready */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description storage-full: nothing was recorded */
            507: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    endOtherSessions: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        ended: number;
                    };
                };
            };
            /** @description not-signed-in: no token, one that has run out, or no proof by its key. With `use_dpop_nonce`: send it again with the nonce */
            401: {
                headers: {
                    /** @description The nonce for the next proof */
                    "dpop-nonce"?: string;
                    /** @description How to sign in, and what was wrong (RFC 9449) */
                    "www-authenticate"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description not-allowed: this role may not do that */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description too-many: wait for as long as `retry-after` says */
            429: {
                headers: {
                    /** @description Seconds to wait */
                    "retry-after"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description internal: the server failed; nothing was acknowledged */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description too-busy, no-signing-key or not-built: try again shortly, or look at /health/ready */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description storage-full: nothing was recorded */
            507: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    settlePayments: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** @description The file */
        requestBody: {
            content: {
                "text/csv": unknown;
            };
        };
        responses: {
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        findings: {
                            invoice: string;
                            kind: string;
                            line: number;
                        }[];
                        lines: number;
                        /** @description The first time: the same file changes nothing more */
                        read_at: number;
                        read_by: string;
                        sha256: string;
                        terminal: string;
                    };
                };
            };
            /** @description bad-request: the request is not well formed; `detail` says what to change */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description not-signed-in: no token, one that has run out, or no proof by its key. With `use_dpop_nonce`: send it again with the nonce */
            401: {
                headers: {
                    /** @description The nonce for the next proof */
                    "dpop-nonce"?: string;
                    /** @description How to sign in, and what was wrong (RFC 9449) */
                    "www-authenticate"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description not-allowed: this role may not do that */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description too-slow: not all of the request came in time; send it again */
            408: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description too-large: the body is too large */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description media-type: send one of the media types named here */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description too-many: wait for as long as `retry-after` says */
            429: {
                headers: {
                    /** @description Seconds to wait */
                    "retry-after"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description internal: the server failed; nothing was acknowledged */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description too-busy, no-signing-key or not-built: try again shortly, or look at /health/ready */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description storage-full: nothing was recorded */
            507: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    askSignIn: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    /** @description What this browser holds of an earlier sign-in: letters that overtake each other are then all good */
                    browser?: string;
                    email: string;
                    /** @enum {unknown} */
                    kind: "applicant" | "host";
                    /** @description The language of the letters to this person */
                    language: "en" | "ru" | "kk";
                };
            };
        };
        responses: {
            /** @description Default Response */
            202: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** @description For the browser that asked, which alone can finish: keep it nowhere else */
                        browser: string;
                        /** @description Until when the code and the link of the message are good */
                        expires_at: number;
                        id: string;
                    };
                };
            };
            /** @description bad-request: the request is not well formed; `detail` says what to change */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description not-signed-in: no token, one that has run out, or no proof by its key. With `use_dpop_nonce`: send it again with the nonce */
            401: {
                headers: {
                    /** @description The nonce for the next proof */
                    "dpop-nonce"?: string;
                    /** @description How to sign in, and what was wrong (RFC 9449) */
                    "www-authenticate"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description not-allowed: this role may not do that */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description too-slow: not all of the request came in time; send it again */
            408: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description too-large: the body is too large */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description media-type: send one of the media types named here */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description too-many: wait for as long as `retry-after` says */
            429: {
                headers: {
                    /** @description Seconds to wait */
                    "retry-after"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description internal: the server failed; nothing was acknowledged */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description too-busy, no-signing-key or not-built: try again shortly, or look at /health/ready */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description storage-full: nothing was recorded */
            507: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    signInByCode: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    /** @description As it was told */
                    browser: string;
                    browser_name?: string;
                    /** @description Six digits */
                    code: string;
                };
            };
        };
        responses: {
            /** @description Default Response */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        account: {
                            created_at: number;
                            /** @description In the spelling in which it is compared and written to */
                            email: string;
                            id: string;
                            /** @enum {unknown} */
                            kind: "applicant" | "host";
                            /** @description The language of the letters to this person */
                            language: "en" | "ru" | "kk";
                        };
                        /** @description When it is over however often it is used */
                        expires_at: number;
                        id: string;
                        /** @description After so long without a call it is over */
                        idle_seconds: number;
                        /** @enum {string} */
                        outcome: "signed-in";
                        /** @description For the header evisa-session. It is told this once: only its hash is kept */
                        session: string;
                    };
                };
            };
            /** @description bad-request: the request is not well formed; `detail` says what to change */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description not-signed-in: no token, one that has run out, or no proof by its key. With `use_dpop_nonce`: send it again with the nonce */
            401: {
                headers: {
                    /** @description The nonce for the next proof */
                    "dpop-nonce"?: string;
                    /** @description How to sign in, and what was wrong (RFC 9449) */
                    "www-authenticate"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description not-allowed: this role may not do that */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description not-found: there is no such thing here */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description too-slow: not all of the request came in time; send it again */
            408: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description conflict: this contradicts what is already stored */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description too-large: the body is too large */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description media-type: send one of the media types named here */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description too-many: wait for as long as `retry-after` says */
            429: {
                headers: {
                    /** @description Seconds to wait */
                    "retry-after"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description internal: the server failed; nothing was acknowledged */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description too-busy, no-signing-key or not-built: try again shortly, or look at /health/ready */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description storage-full: nothing was recorded */
            507: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    signInByLink: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    /** @description As it was told */
                    browser?: string;
                    browser_name?: string;
                    /** @description As it was told */
                    link: string;
                };
            };
        };
        responses: {
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** @description To be typed in the browser that asked. Nothing was used up */
                        code: string;
                        /** @enum {string} */
                        outcome: "type-the-code";
                    };
                };
            };
            /** @description Default Response */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        account: {
                            created_at: number;
                            /** @description In the spelling in which it is compared and written to */
                            email: string;
                            id: string;
                            /** @enum {unknown} */
                            kind: "applicant" | "host";
                            /** @description The language of the letters to this person */
                            language: "en" | "ru" | "kk";
                        };
                        /** @description When it is over however often it is used */
                        expires_at: number;
                        id: string;
                        /** @description After so long without a call it is over */
                        idle_seconds: number;
                        /** @enum {string} */
                        outcome: "signed-in";
                        /** @description For the header evisa-session. It is told this once: only its hash is kept */
                        session: string;
                    };
                };
            };
            /** @description bad-request: the request is not well formed; `detail` says what to change */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description not-signed-in: no token, one that has run out, or no proof by its key. With `use_dpop_nonce`: send it again with the nonce */
            401: {
                headers: {
                    /** @description The nonce for the next proof */
                    "dpop-nonce"?: string;
                    /** @description How to sign in, and what was wrong (RFC 9449) */
                    "www-authenticate"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description not-allowed: this role may not do that */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description not-found: there is no such thing here */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description too-slow: not all of the request came in time; send it again */
            408: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description conflict: this contradicts what is already stored */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description too-large: the body is too large */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description media-type: send one of the media types named here */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description too-many: wait for as long as `retry-after` says */
            429: {
                headers: {
                    /** @description Seconds to wait */
                    "retry-after"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description internal: the server failed; nothing was acknowledged */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description too-busy, no-signing-key or not-built: try again shortly, or look at /health/ready */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description storage-full: nothing was recorded */
            507: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    termsEditions: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** @description By their first day */
                        editions: {
                            /** @description First day in Kazakhstan on which they apply */
                            effective_from: string;
                            /** @description Who does not ask online, though others do */
                            embassy_only: {
                                /** @description Nobody in charge has confirmed it: the authority has to set it */
                                draft: boolean;
                                nationalities: string[];
                                note?: string;
                                purposes: string[];
                                /** @description The id of one of `sources` */
                                source: string;
                            }[];
                            fees: {
                                /** @description In the smallest unit of the currency */
                                amount_minor: number;
                                /** @description Visa category, e.g. B12 */
                                category: string;
                                currency: string;
                                /** @description Nobody in charge has confirmed it: the authority has to set it */
                                draft: boolean;
                                entries: 1 | 2 | "multiple";
                                /** @description null: all that no other row names */
                                nationalities: string[] | null;
                                note?: string;
                                /** @description The id of one of `sources` */
                                source: string;
                            }[];
                            purposes: ({
                                /** @enum {string} */
                                ask: "online";
                                /** @description Single entry first */
                                categories: string[];
                                /** @description Nobody in charge has confirmed it: the authority has to set it */
                                draft: boolean;
                                invited_by: ("legal-entity" | "individual" | "tour-operator" | "medical-institution")[];
                                note?: string;
                                /** @description Such as tourism */
                                purpose: string;
                                /** @description The id of one of `sources` */
                                source: string;
                            } | {
                                /** @enum {string} */
                                ask: "embassy";
                                category: string | null;
                                /** @description Nobody in charge has confirmed it: the authority has to set it */
                                draft: boolean;
                                note?: string;
                                /** @description Such as tourism */
                                purpose: string;
                                /** @description The id of one of `sources` */
                                source: string;
                            } | {
                                /** @enum {string} */
                                ask: "not-at-all";
                                /** @description Nobody in charge has confirmed it: the authority has to set it */
                                draft: boolean;
                                note?: string;
                                /** @description Such as tourism */
                                purpose: string;
                                /** @description Purposes that may be what is meant */
                                serves: string[];
                                /** @description The id of one of `sources` */
                                source: string;
                            })[];
                            retention_days: {
                                draft: {
                                    /** @description Nobody in charge has confirmed it: the authority has to set it */
                                    draft: boolean;
                                    note?: string;
                                    /** @description The id of one of `sources` */
                                    source: string;
                                    /** @description A draft, after it lapsed */
                                    value: number;
                                };
                                issued: {
                                    /** @description Nobody in charge has confirmed it: the authority has to set it */
                                    draft: boolean;
                                    note?: string;
                                    /** @description The id of one of `sources` */
                                    source: string;
                                    /** @description A case, after its e-visa and stay have run out */
                                    value: number;
                                };
                                passport_copy: {
                                    /** @description Nobody in charge has confirmed it: the authority has to set it */
                                    draft: boolean;
                                    note?: string;
                                    /** @description The id of one of `sources` */
                                    source: string;
                                    /** @description After the decision */
                                    value: number;
                                };
                                payment: {
                                    /** @description Nobody in charge has confirmed it: the authority has to set it */
                                    draft: boolean;
                                    note?: string;
                                    /** @description The id of one of `sources` */
                                    source: string;
                                    /** @description What was paid and given back */
                                    value: number;
                                };
                                refused: {
                                    /** @description Nobody in charge has confirmed it: the authority has to set it */
                                    draft: boolean;
                                    note?: string;
                                    /** @description The id of one of `sources` */
                                    source: string;
                                    /** @description A case that was refused, withdrawn or lapsed */
                                    value: number;
                                };
                                sign_in: {
                                    /** @description Nobody in charge has confirmed it: the authority has to set it */
                                    draft: boolean;
                                    note?: string;
                                    /** @description The id of one of `sources` */
                                    source: string;
                                    /** @description Sessions that are over */
                                    value: number;
                                };
                            };
                            sizes: {
                                copy_bytes: {
                                    /** @description Nobody in charge has confirmed it: the authority has to set it */
                                    draft: boolean;
                                    note?: string;
                                    /** @description The id of one of `sources` */
                                    source: string;
                                    value: number;
                                };
                                copy_pages: {
                                    /** @description Nobody in charge has confirmed it: the authority has to set it */
                                    draft: boolean;
                                    note?: string;
                                    /** @description The id of one of `sources` */
                                    source: string;
                                    value: number;
                                };
                                invitations_a_list: {
                                    /** @description Nobody in charge has confirmed it: the authority has to set it */
                                    draft: boolean;
                                    note?: string;
                                    /** @description The id of one of `sources` */
                                    source: string;
                                    value: number;
                                };
                            };
                            sources: {
                                /** @description When it was read */
                                as_of: string;
                                id: string;
                                title: string;
                            }[];
                            times: {
                                answer_days: {
                                    /** @description Nobody in charge has confirmed it: the authority has to set it */
                                    draft: boolean;
                                    note?: string;
                                    /** @description The id of one of `sources` */
                                    source: string;
                                    /** @description To answer a question */
                                    value: number;
                                };
                                arrival_business_days: {
                                    /** @description Nobody in charge has confirmed it: the authority has to set it */
                                    draft: boolean;
                                    note?: string;
                                    /** @description The id of one of `sources` */
                                    source: string;
                                    /** @description For the host's report of the arrival */
                                    value: number;
                                };
                                draft_days: {
                                    /** @description Nobody in charge has confirmed it: the authority has to set it */
                                    draft: boolean;
                                    note?: string;
                                    /** @description The id of one of `sources` */
                                    source: string;
                                    /** @description That nobody touched */
                                    value: number;
                                };
                                invitation_business_days: {
                                    /** @description Nobody in charge has confirmed it: the authority has to set it */
                                    draft: boolean;
                                    note?: string;
                                    /** @description The id of one of `sources` */
                                    source: string;
                                    /** @description Usually */
                                    value: number;
                                };
                                invitation_earliest_days: {
                                    /** @description Nobody in charge has confirmed it: the authority has to set it */
                                    draft: boolean;
                                    note?: string;
                                    /** @description The id of one of `sources` */
                                    source: string;
                                    /** @description Before the entry, at most */
                                    value: number;
                                };
                                invitation_heard_days: {
                                    /** @description Nobody in charge has confirmed it: the authority has to set it */
                                    draft: boolean;
                                    note?: string;
                                    /** @description The id of one of `sources` */
                                    source: string;
                                    /** @description Where others are heard */
                                    value: number;
                                };
                                invitation_unused_days: {
                                    /** @description Nobody in charge has confirmed it: the authority has to set it */
                                    draft: boolean;
                                    note?: string;
                                    /** @description The id of one of `sources` */
                                    source: string;
                                    /** @description After it was approved */
                                    value: number;
                                };
                                review_business_days: {
                                    /** @description Nobody in charge has confirmed it: the authority has to set it */
                                    draft: boolean;
                                    note?: string;
                                    /** @description The id of one of `sources` */
                                    source: string;
                                    /** @description After the day on which all was there */
                                    value: number;
                                };
                                unpaid_days: {
                                    /** @description Nobody in charge has confirmed it: the authority has to set it */
                                    draft: boolean;
                                    note?: string;
                                    /** @description The id of one of `sources` */
                                    source: string;
                                    /** @description After it was submitted */
                                    value: number;
                                };
                            };
                            two_people: {
                                /** @description No objection to any other */
                                clean: boolean;
                                /** @description Nobody in charge has confirmed it: the authority has to set it */
                                draft: boolean;
                                /** @description No objection to a case that carries a flag */
                                flagged: boolean;
                                note?: string;
                                refusal: boolean;
                                /** @description The id of one of `sources` */
                                source: string;
                            };
                            visa_free: {
                                /** @description Nobody in charge has confirmed it: the authority has to set it */
                                draft: boolean;
                                note?: string;
                                /** @description What citizens of a visa-free state may come for without a visa; for how many days says the policy */
                                purposes: string[];
                                /** @description The id of one of `sources` */
                                source: string;
                            };
                            work: {
                                hours: {
                                    /** @description Nobody in charge has confirmed it: the authority has to set it */
                                    draft: boolean;
                                    /** @description HH:MM in Kazakhstan */
                                    from: string;
                                    note?: string;
                                    /** @description The id of one of `sources` */
                                    source: string;
                                    /** @description HH:MM in Kazakhstan */
                                    until: string;
                                };
                                years: {
                                    /** @description Nobody in charge has confirmed it: the authority has to set it */
                                    draft: boolean;
                                    /** @description Days of the week on which nobody works */
                                    non_working: {
                                        /** @description A day in Kazakhstan */
                                        day: string;
                                        name: string;
                                    }[];
                                    note?: string;
                                    /** @description The id of one of `sources` */
                                    source: string;
                                    /** @description Days of a weekend that are worked for another day */
                                    working_weekends: {
                                        /** @description A day in Kazakhstan */
                                        day: string;
                                        name: string;
                                    }[];
                                    year: number;
                                }[];
                            };
                        }[];
                        /** @description One more with each change; 0: those that the server started with */
                        revision: number;
                    };
                };
            };
            /** @description too-many: wait for as long as `retry-after` says */
            429: {
                headers: {
                    /** @description Seconds to wait */
                    "retry-after"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description internal: the server failed; nothing was acknowledged */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description too-busy, no-signing-key or not-built: try again shortly, or look at /health/ready */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    time: {
        parameters: {
            query: {
                /** @description Chosen by the device at random for this one question, at least 128 bits in base64url or a UUID */
                nonce: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The time, signed */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/jwt": string;
                };
            };
            /** @description bad-request: the request is not well formed; `detail` says what to change */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description not-signed-in: no token, one that has run out, or no proof by its key. With `use_dpop_nonce`: send it again with the nonce */
            401: {
                headers: {
                    /** @description The nonce for the next proof */
                    "dpop-nonce"?: string;
                    /** @description How to sign in, and what was wrong (RFC 9449) */
                    "www-authenticate"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description not-allowed: this role may not do that */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description too-many: wait for as long as `retry-after` says */
            429: {
                headers: {
                    /** @description Seconds to wait */
                    "retry-after"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description internal: the server failed; nothing was acknowledged */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description too-busy, no-signing-key or not-built: try again shortly, or look at /health/ready */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    getToken: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/x-www-form-urlencoded": {
                    client_assertion: string;
                    /** @enum {string} */
                    client_assertion_type: "urn:ietf:params:oauth:client-assertion-type:jwt-bearer";
                    client_id?: string;
                    grant_type: string;
                };
            };
        };
        responses: {
            /** @description A token */
            200: {
                headers: {
                    /** @description The nonce for the next proof */
                    "dpop-nonce"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        access_token: string;
                        /** @description Seconds */
                        expires_in: number;
                        /** @enum {string} */
                        token_type: "DPoP";
                    };
                };
            };
            /** @description As RFC 6749; use_dpop_nonce: again with the nonce */
            400: {
                headers: {
                    /** @description The nonce for the next proof */
                    "dpop-nonce"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        error: string;
                        error_description?: string;
                        /** @description Why, signed for this assertion of this device (see /schemas/access-refusal.json) */
                        refusal?: string;
                    };
                };
            };
            /** @description invalid_client: this device is unknown or was revoked */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        error: string;
                        error_description?: string;
                        /** @description Why, signed for this assertion of this device (see /schemas/access-refusal.json) */
                        refusal?: string;
                    };
                };
            };
            /** @description too-large: the body is too large */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description media-type: send one of the media types named here */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description too-many: wait for as long as `retry-after` says */
            429: {
                headers: {
                    /** @description Seconds to wait */
                    "retry-after"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        error: string;
                        error_description?: string;
                        /** @description Why, signed for this assertion of this device (see /schemas/access-refusal.json) */
                        refusal?: string;
                    };
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description internal: the server failed; nothing was acknowledged */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description too-busy, no-signing-key or not-built: try again shortly, or look at /health/ready */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        error: string;
                        error_description?: string;
                        /** @description Why, signed for this assertion of this device (see /schemas/access-refusal.json) */
                        refusal?: string;
                    };
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    verify: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    /** @description Whether the answer is to bring a signed receipt */
                    receipt?: boolean;
                    /** @description Who asks, where, about which moment */
                    situation: {
                        /** @description Scheduled arrival there: RFC 3339 with its offset */
                        arrival: string;
                        /** @enum {string} */
                        audience: "carrier";
                        /** @description Airport of the first landing in Kazakhstan, e.g. NQZ */
                        checkpoint: string;
                        /** @description e.g. KC104, or as people write it: KC 104 */
                        flight?: string;
                        /** @description The passport's machine readable zone, its lines as read; `none` for a document without lines */
                        mrz?: string;
                        stated_passport?: {
                            /** @description YYYY-MM-DD; YYYY-MM or YYYY where the passport does not know more */
                            birth_date?: string;
                            /** @description Last day of the passport */
                            expires?: string;
                            /** @description Three letters: ISO 3166-1 or ICAO Doc 9303-3 */
                            nationality?: string;
                            number?: string;
                        };
                    } | {
                        audience: "entry" | "exit";
                        /** @description The device that asks */
                        booth?: string;
                        /** @description Where the booth stands, e.g. NQZ or aktau-sea */
                        checkpoint: string;
                        /** @description The flight was diverted here */
                        diverted?: boolean;
                        /** @description e.g. KC104, or as people write it: KC 104 */
                        flight?: string;
                        /** @description The passport's machine readable zone, its lines as read; `none` for a document without lines */
                        mrz?: string;
                    };
                    /** @description The text of the QR code, as read */
                    text: string;
                } | {
                    /** @description YYYY-MM-DD; YYYY-MM or YYYY where the passport does not know more */
                    birth_date: string;
                    passport_number: string;
                    /** @description Whether the answer is to bring a signed receipt */
                    receipt?: boolean;
                    /** @description Who asks, where, about which moment */
                    situation: {
                        /** @description Scheduled arrival there: RFC 3339 with its offset */
                        arrival: string;
                        /** @enum {string} */
                        audience: "carrier";
                        /** @description Airport of the first landing in Kazakhstan, e.g. NQZ */
                        checkpoint: string;
                        /** @description e.g. KC104, or as people write it: KC 104 */
                        flight?: string;
                        /** @description The passport's machine readable zone, its lines as read; `none` for a document without lines */
                        mrz?: string;
                        stated_passport?: {
                            /** @description YYYY-MM-DD; YYYY-MM or YYYY where the passport does not know more */
                            birth_date?: string;
                            /** @description Last day of the passport */
                            expires?: string;
                            /** @description Three letters: ISO 3166-1 or ICAO Doc 9303-3 */
                            nationality?: string;
                            number?: string;
                        };
                    } | {
                        audience: "entry" | "exit";
                        /** @description The device that asks */
                        booth?: string;
                        /** @description Where the booth stands, e.g. NQZ or aktau-sea */
                        checkpoint: string;
                        /** @description The flight was diverted here */
                        diverted?: boolean;
                        /** @description e.g. KC104, or as people write it: KC 104 */
                        flight?: string;
                        /** @description The passport's machine readable zone, its lines as read; `none` for a document without lines */
                        mrz?: string;
                    };
                    /** @description As printed, with or without hyphens */
                    visa_number: string;
                };
            };
        };
        responses: {
            /** @description A decision */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** @description The day in Kazakhstan that the answer is for */
                        asked_for: string;
                        /** @enum {string} */
                        audience: "carrier" | "entry" | "exit";
                        /** @description Epoch seconds */
                        decided_at: number;
                        /** @description Every rule that failed, in the order of the table */
                        findings: {
                            /** @description What was found, as short facts */
                            detail?: {
                                [key: string]: string | number;
                            };
                            /**
                             * @description clear: go on. refer: a person decides. refuse: do not let pass
                             * @enum {string}
                             */
                            outcome: "clear" | "refer" | "refuse";
                            /**
                             * @description Never reused for another meaning
                             * @enum {string}
                             */
                            reason: "qr/unreadable" | "qr/too-long" | "qr/not-an-evisa" | "qr/malformed" | "credential/format" | "credential/header" | "credential/algorithm" | "key/unknown" | "key/not-active" | "key/compromised" | "signature/invalid" | "credential/claims" | "clock/behind" | "clock/ahead" | "arrival/past" | "data/none" | "data/trust-expired" | "data/too-new" | "data/status-stale" | "data/ledger-stale" | "status/replaced" | "status/revoked" | "status/suspended" | "passport/misread" | "passport/by-eye" | "passport/number" | "passport/nationality" | "passport/birth-date" | "passport/document" | "passport/name" | "passport/expired" | "passport/not-read" | "place/unknown" | "place/not-airport" | "place/not-international" | "dates/not-yet" | "dates/expired" | "dates/near-boundary" | "entries/used-up" | "entries/stay-open" | "entries/offline-risk" | "entries/repeated" | "stay/overstayed" | "stay/no-entry" | "nationality/not-eligible";
                        }[];
                        /** @description One line: what to do now */
                        instruction: {
                            en: string;
                            kk: string;
                            ru: string;
                        };
                        /** @description What it rests on */
                        knew: {
                            /** @description Since it was last known to be the newest */
                            age_seconds: number;
                            /** @enum {string} */
                            artefact: "trust-list" | "policy" | "snapshot" | "status-list" | "ledger";
                            version: number | null;
                        }[];
                        /** @description What would have been asked but was not there */
                        not_known: string[];
                        /** @description Whether the server was reached for it */
                        online: boolean;
                        /**
                         * @description clear: go on. refer: a person decides. refuse: do not let pass
                         * @enum {string}
                         */
                        outcome: "clear" | "refer" | "refuse";
                        /** @description The first reason of the gravest outcome; null where nothing was found */
                        reason: ("qr/unreadable" | "qr/too-long" | "qr/not-an-evisa" | "qr/malformed" | "credential/format" | "credential/header" | "credential/algorithm" | "key/unknown" | "key/not-active" | "key/compromised" | "signature/invalid" | "credential/claims" | "clock/behind" | "clock/ahead" | "arrival/past" | "data/none" | "data/trust-expired" | "data/too-new" | "data/status-stale" | "data/ledger-stale" | "status/replaced" | "status/revoked" | "status/suspended" | "passport/misread" | "passport/by-eye" | "passport/number" | "passport/nationality" | "passport/birth-date" | "passport/document" | "passport/name" | "passport/expired" | "passport/not-read" | "place/unknown" | "place/not-airport" | "place/not-international" | "dates/not-yet" | "dates/expired" | "dates/near-boundary" | "entries/used-up" | "entries/stay-open" | "entries/offline-risk" | "entries/repeated" | "stay/overstayed" | "stay/no-entry" | "nationality/not-eligible") | null;
                        /** @description True: the keys are those of a demonstration, and what they signed is no e-visa, whatever else is said */
                        specimen: boolean;
                        /** @description Null unless the credential is proven */
                        visa: {
                            /** @description YYYY-MM-DD; YYYY-MM or YYYY where the passport does not know more */
                            birth_date?: string;
                            /** @description Visa category, e.g. B12 */
                            category: string;
                            /** @description Empty for a single name */
                            given_names: string;
                            passport_number: string;
                            /** @description As the MRZ spells it, untruncated */
                            surname: string;
                            /** @description First day, in Asia/Almaty */
                            valid_from: string;
                            /** @description Last day, in Asia/Almaty, inclusive */
                            valid_until: string;
                            /** @description Visa number: the identity of the visa */
                            visa_number: string;
                        } | {
                            /** @description YYYY-MM-DD; YYYY-MM or YYYY where the passport does not know more */
                            birth_date?: string;
                            /** @description Visa category, e.g. B12 */
                            category: string;
                            /** Claims of an e-visa of the Republic of Kazakhstan */
                            claims: {
                                /** @description Visa category, e.g. B12 */
                                category: string;
                                /** @enum {string} */
                                enter_by: "international-airport";
                                entries: 1 | 2 | "multiple";
                                holder: {
                                    /** @description YYYY-MM-DD; YYYY-MM or YYYY where the passport does not know more */
                                    birth_date: string;
                                    /** @description Empty for a single name */
                                    given_names: string;
                                    /** @description Three letters: ISO 3166-1 or ICAO Doc 9303-3 */
                                    nationality: string;
                                    sex: "F" | "M" | "X";
                                    /** @description As the MRZ spells it, untruncated */
                                    surname: string;
                                };
                                /** @description Time of issue, epoch seconds */
                                iat: number;
                                /** @enum {string} */
                                iss: "KAZ";
                                /** @description Visa number: the identity of the visa */
                                jti: string;
                                passport: {
                                    /** @description Last day of the passport */
                                    expires: string;
                                    /** @description Three letters: ISO 3166-1 or ICAO Doc 9303-3 */
                                    issuer: string;
                                    number: string;
                                };
                                status: {
                                    status_list: {
                                        idx: number;
                                        uri: string;
                                    };
                                };
                                stay_days: number;
                                /** @description First day, in Asia/Almaty */
                                valid_from: string;
                                /** @description Last day, in Asia/Almaty, inclusive */
                                valid_until: string;
                            };
                            crossings: {
                                action: "entry" | "exit" | "refusal" | "void" | "override" | "referral" | "second-line" | "unresolved";
                                /** @description Epoch seconds */
                                at: number;
                                checkpoint: string;
                                device: string;
                                /** @description UUIDv7 (RFC 9562), made by the device */
                                id: string;
                                /** @description UUIDv7 (RFC 9562), made by the device */
                                instead_of?: string;
                                /** @description UUIDv7 (RFC 9562), made by the device */
                                override?: string;
                                /** @description counts: a fact. accepted: held at first, or a void that needed it, and the authority let it count. refused: an online entry that came too late. held: waits for the authority */
                                standing: "counts" | "accepted" | "refused" | "held";
                                /** @enum {boolean} */
                                supervised?: true;
                                visa_number: string;
                                /** @description UUIDv7 (RFC 9562), made by the device */
                                voids?: string;
                            }[];
                            entries_allowed: 1 | 2 | "multiple";
                            entries_used: number;
                            /** @description Empty for a single name */
                            given_names: string;
                            /** @description Of the stay that is open, or of one that began on the day asked about */
                            last_permitted_day: string;
                            /** @description Refusals and overrides, for second line */
                            notes: {
                                action: "entry" | "exit" | "refusal" | "void" | "override" | "referral" | "second-line" | "unresolved";
                                /** @description Epoch seconds */
                                at: number;
                                checkpoint: string;
                                device: string;
                                /** @description UUIDv7 (RFC 9562), made by the device */
                                id: string;
                                /** @description UUIDv7 (RFC 9562), made by the device */
                                instead_of?: string;
                                /** @description UUIDv7 (RFC 9562), made by the device */
                                override?: string;
                                /** @description counts: a fact. accepted: held at first, or a void that needed it, and the authority let it count. refused: an online entry that came too late. held: waits for the authority */
                                standing: "counts" | "accepted" | "refused" | "held";
                                /** @enum {boolean} */
                                supervised?: true;
                                visa_number: string;
                                /** @description UUIDv7 (RFC 9562), made by the device */
                                voids?: string;
                            }[];
                            passport_number: string;
                            status: ("valid" | "revoked" | "suspended" | "exhausted") | null;
                            /** @description As the MRZ spells it, untruncated */
                            surname: string;
                            /** @description First day, in Asia/Almaty */
                            valid_from: string;
                            /** @description Last day, in Asia/Almaty, inclusive */
                            valid_until: string;
                            /** @description Visa number: the identity of the visa */
                            visa_number: string;
                        } | null;
                        /** @description What will soon be too old to rest on, or is */
                        warnings: {
                            /** @enum {string} */
                            about: "trust-list" | "policy" | "snapshot" | "status-list" | "ledger" | "clock";
                            /** @description When it runs out, or did; of what is behind, when that was signed; for the clock, what it should show. Epoch seconds */
                            at: number;
                            /** @enum {string} */
                            code: "expires-soon" | "expired" | "ages" | "too-old" | "behind" | "clock-ahead";
                            /** @description The same in words */
                            text: {
                                en: string;
                                kk: string;
                                ru: string;
                            };
                        }[];
                        /** @description What the screen says in large letters */
                        word: {
                            en: string;
                            kk: string;
                            ru: string;
                        };
                    } & {
                        receipt?: {
                            receipt: string;
                            salt: string;
                        };
                    };
                };
            };
            /** @description bad-request: the request is not well formed; `detail` says what to change */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description not-signed-in: no token, one that has run out, or no proof by its key. With `use_dpop_nonce`: send it again with the nonce */
            401: {
                headers: {
                    /** @description The nonce for the next proof */
                    "dpop-nonce"?: string;
                    /** @description How to sign in, and what was wrong (RFC 9449) */
                    "www-authenticate"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description not-allowed: this role may not do that */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description not-found: there is no such thing here */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description too-slow: not all of the request came in time; send it again */
            408: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description too-large: the body is too large */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description media-type: send one of the media types named here */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description too-many: wait for as long as `retry-after` says */
            429: {
                headers: {
                    /** @description Seconds to wait */
                    "retry-after"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description internal: the server failed; nothing was acknowledged */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description too-busy, no-signing-key or not-built: try again shortly, or look at /health/ready */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    issueVisas: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    applications: {
                        /** @description Your own; the same one again is the same e-visa, not a second one */
                        application_reference?: string;
                        /** @description Visa category, e.g. B12 */
                        category: string;
                        /** @description Where the e-visa is sent once it is issued */
                        email?: string;
                        entries: 1 | 2 | "multiple";
                        holder: {
                            /** @description YYYY-MM-DD; YYYY-MM or YYYY where the passport does not know more */
                            birth_date: string;
                            /** @description Empty for a single name */
                            given_names: string;
                            /** @description Three letters: ISO 3166-1 or ICAO Doc 9303-3 */
                            nationality: string;
                            sex: "F" | "M" | "X";
                            /** @description As the MRZ spells it, untruncated */
                            surname: string;
                        };
                        /** @description The language that comes first in the e-mail; en where none is said */
                        language?: "en" | "ru" | "kk";
                        passport: {
                            /** @description Last day of the passport */
                            expires: string;
                            /** @description Three letters: ISO 3166-1 or ICAO Doc 9303-3 */
                            issuer: string;
                            number: string;
                        };
                        stay_days: number;
                        /** @description First day, in Asia/Almaty */
                        valid_from: string;
                        /** @description Last day, in Asia/Almaty, inclusive */
                        valid_until: string;
                        /** @description Number of the invitation */
                        visa_support_number: string;
                    }[];
                };
            };
        };
        responses: {
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** @description One an application, in their order: an e-visa, or why not */
                        results: {
                            errors?: {
                                /** @description The member, e.g. holder.nationality */
                                field: string;
                                /** @description What was wrong and what to do */
                                message: string;
                                /** @description The rule that it breaks */
                                rule: string;
                            }[];
                            /** @description false: its reference was issued before */
                            is_new?: boolean;
                            visa?: {
                                application_reference: string | null;
                                claims: components["schemas"]["VisaClaims"];
                                entries_used: number;
                                /** @description The signed e-visa, compact serialization */
                                jws: string;
                                /** @description What the QR code holds */
                                qr_text: string;
                                replaced_by: string | null;
                                replaces: string | null;
                                status: "valid" | "revoked" | "suspended";
                                visa_number: string;
                                visa_support_number: string;
                            };
                        }[];
                    };
                };
            };
            /** @description bad-request: the request is not well formed; `detail` says what to change */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description not-signed-in: no token, one that has run out, or no proof by its key. With `use_dpop_nonce`: send it again with the nonce */
            401: {
                headers: {
                    /** @description The nonce for the next proof */
                    "dpop-nonce"?: string;
                    /** @description How to sign in, and what was wrong (RFC 9449) */
                    "www-authenticate"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description not-allowed: this role may not do that */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description too-slow: not all of the request came in time; send it again */
            408: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description too-large: the body is too large */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description media-type: send one of the media types named here */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description too-many: wait for as long as `retry-after` says */
            429: {
                headers: {
                    /** @description Seconds to wait */
                    "retry-after"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description internal: the server failed; nothing was acknowledged */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description too-busy, no-signing-key or not-built: try again shortly, or look at /health/ready */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description storage-full: nothing was recorded */
            507: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    visaDesk: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The visa desk, signed */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/jwt": string;
                };
            };
            /** @description not-signed-in: no token, one that has run out, or no proof by its key. With `use_dpop_nonce`: send it again with the nonce */
            401: {
                headers: {
                    /** @description The nonce for the next proof */
                    "dpop-nonce"?: string;
                    /** @description How to sign in, and what was wrong (RFC 9449) */
                    "www-authenticate"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description not-allowed: this role may not do that */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description not-found: there is no such thing here */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description too-many: wait for as long as `retry-after` says */
            429: {
                headers: {
                    /** @description Seconds to wait */
                    "retry-after"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description internal: the server failed; nothing was acknowledged */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description too-busy, no-signing-key or not-built: try again shortly, or look at /health/ready */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    issueVisa: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** @description What an e-visa is asked for with */
        requestBody: {
            content: {
                "application/json": {
                    /** @description Your own; the same one again is the same e-visa, not a second one */
                    application_reference?: string;
                    /** @description Visa category, e.g. B12 */
                    category: string;
                    /** @description Where the e-visa is sent once it is issued */
                    email?: string;
                    entries: 1 | 2 | "multiple";
                    holder: {
                        /** @description YYYY-MM-DD; YYYY-MM or YYYY where the passport does not know more */
                        birth_date: string;
                        /** @description Empty for a single name */
                        given_names: string;
                        /** @description Three letters: ISO 3166-1 or ICAO Doc 9303-3 */
                        nationality: string;
                        sex: "F" | "M" | "X";
                        /** @description As the MRZ spells it, untruncated */
                        surname: string;
                    };
                    /** @description The language that comes first in the e-mail; en where none is said */
                    language?: "en" | "ru" | "kk";
                    passport: {
                        /** @description Last day of the passport */
                        expires: string;
                        /** @description Three letters: ISO 3166-1 or ICAO Doc 9303-3 */
                        issuer: string;
                        number: string;
                    };
                    stay_days: number;
                    /** @description First day, in Asia/Almaty */
                    valid_from: string;
                    /** @description Last day, in Asia/Almaty, inclusive */
                    valid_until: string;
                    /** @description Number of the invitation */
                    visa_support_number: string;
                };
            };
        };
        responses: {
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        application_reference: string | null;
                        claims: components["schemas"]["VisaClaims"];
                        entries_used: number;
                        /** @description The signed e-visa, compact serialization */
                        jws: string;
                        /** @description What the QR code holds */
                        qr_text: string;
                        replaced_by: string | null;
                        replaces: string | null;
                        status: "valid" | "revoked" | "suspended";
                        visa_number: string;
                        visa_support_number: string;
                    };
                };
            };
            /** @description Default Response */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        application_reference: string | null;
                        claims: components["schemas"]["VisaClaims"];
                        entries_used: number;
                        /** @description The signed e-visa, compact serialization */
                        jws: string;
                        /** @description What the QR code holds */
                        qr_text: string;
                        replaced_by: string | null;
                        replaces: string | null;
                        status: "valid" | "revoked" | "suspended";
                        visa_number: string;
                        visa_support_number: string;
                    };
                };
            };
            /** @description bad-request: the request is not well formed; `detail` says what to change */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description not-signed-in: no token, one that has run out, or no proof by its key. With `use_dpop_nonce`: send it again with the nonce */
            401: {
                headers: {
                    /** @description The nonce for the next proof */
                    "dpop-nonce"?: string;
                    /** @description How to sign in, and what was wrong (RFC 9449) */
                    "www-authenticate"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description not-allowed: this role may not do that */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description too-slow: not all of the request came in time; send it again */
            408: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description conflict: this contradicts what is already stored */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description too-large: the body is too large */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description media-type: send one of the media types named here */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description breaks-policy: the policy does not allow this; `errors` names the fields */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description too-many: wait for as long as `retry-after` says */
            429: {
                headers: {
                    /** @description Seconds to wait */
                    "retry-after"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description internal: the server failed; nothing was acknowledged */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description too-busy, no-signing-key or not-built: try again shortly, or look at /health/ready */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description storage-full: nothing was recorded */
            507: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    visa: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                number: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        application_reference: string | null;
                        claims: components["schemas"]["VisaClaims"];
                        entries_used: number;
                        /** @description The signed e-visa, compact serialization */
                        jws: string;
                        /** @description What the QR code holds */
                        qr_text: string;
                        replaced_by: string | null;
                        replaces: string | null;
                        status: "valid" | "revoked" | "suspended";
                        visa_number: string;
                        visa_support_number: string;
                    };
                };
            };
            /** @description bad-request: the request is not well formed; `detail` says what to change */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description not-signed-in: no token, one that has run out, or no proof by its key. With `use_dpop_nonce`: send it again with the nonce */
            401: {
                headers: {
                    /** @description The nonce for the next proof */
                    "dpop-nonce"?: string;
                    /** @description How to sign in, and what was wrong (RFC 9449) */
                    "www-authenticate"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description not-allowed: this role may not do that */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description not-found: there is no such thing here */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description too-many: wait for as long as `retry-after` says */
            429: {
                headers: {
                    /** @description Seconds to wait */
                    "retry-after"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description internal: the server failed; nothing was acknowledged */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description too-busy, no-signing-key or not-built: try again shortly, or look at /health/ready */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    visaDeliveries: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                number: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        deliveries: {
                            attempts: number;
                            created_at: number;
                            email: string | null;
                            error: {
                                code: string;
                                text: string;
                            } | null;
                            id: string;
                            /** @description The language that comes first; the others follow */
                            language: "en" | "ru" | "kk";
                            next_attempt_at: number | null;
                            note: string | null;
                            requested_by: string;
                            resend_of: string | null;
                            sent_at: number | null;
                            /** @description waiting: for its next attempt. sent: a mail server took it. bounced: no server will */
                            state: "waiting" | "sending" | "sent" | "bounced";
                            /** @description The message went out and the server's answer to it was lost: ask the holder, or send it again */
                            unconfirmed: boolean;
                            visa_number: string;
                        }[];
                    };
                };
            };
            /** @description bad-request: the request is not well formed; `detail` says what to change */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description not-signed-in: no token, one that has run out, or no proof by its key. With `use_dpop_nonce`: send it again with the nonce */
            401: {
                headers: {
                    /** @description The nonce for the next proof */
                    "dpop-nonce"?: string;
                    /** @description How to sign in, and what was wrong (RFC 9449) */
                    "www-authenticate"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description not-allowed: this role may not do that */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description too-many: wait for as long as `retry-after` says */
            429: {
                headers: {
                    /** @description Seconds to wait */
                    "retry-after"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description internal: the server failed; nothing was acknowledged */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description too-busy, no-signing-key or not-built: try again shortly, or look at /health/ready */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    deliverVisa: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                number: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    email: string;
                    /** @description The language that comes first; the others follow */
                    language?: "en" | "ru" | "kk";
                };
            };
        };
        responses: {
            /** @description Default Response */
            202: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        attempts: number;
                        created_at: number;
                        email: string | null;
                        error: {
                            code: string;
                            text: string;
                        } | null;
                        id: string;
                        /** @description The language that comes first; the others follow */
                        language: "en" | "ru" | "kk";
                        next_attempt_at: number | null;
                        note: string | null;
                        requested_by: string;
                        resend_of: string | null;
                        sent_at: number | null;
                        /** @description waiting: for its next attempt. sent: a mail server took it. bounced: no server will */
                        state: "waiting" | "sending" | "sent" | "bounced";
                        /** @description The message went out and the server's answer to it was lost: ask the holder, or send it again */
                        unconfirmed: boolean;
                        visa_number: string;
                    };
                };
            };
            /** @description bad-request: the request is not well formed; `detail` says what to change */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description not-signed-in: no token, one that has run out, or no proof by its key. With `use_dpop_nonce`: send it again with the nonce */
            401: {
                headers: {
                    /** @description The nonce for the next proof */
                    "dpop-nonce"?: string;
                    /** @description How to sign in, and what was wrong (RFC 9449) */
                    "www-authenticate"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description not-allowed: this role may not do that */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description not-found: there is no such thing here */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description too-slow: not all of the request came in time; send it again */
            408: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description conflict: this contradicts what is already stored */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description too-large: the body is too large */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description media-type: send one of the media types named here */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description too-many: wait for as long as `retry-after` says */
            429: {
                headers: {
                    /** @description Seconds to wait */
                    "retry-after"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description internal: the server failed; nothing was acknowledged */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description too-busy, no-signing-key or not-built: try again shortly, or look at /health/ready */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description storage-full: nothing was recorded */
            507: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    visaDocument: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                number: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description A file */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/pdf": string;
                };
            };
            /** @description bad-request: the request is not well formed; `detail` says what to change */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description not-signed-in: no token, one that has run out, or no proof by its key. With `use_dpop_nonce`: send it again with the nonce */
            401: {
                headers: {
                    /** @description The nonce for the next proof */
                    "dpop-nonce"?: string;
                    /** @description How to sign in, and what was wrong (RFC 9449) */
                    "www-authenticate"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description not-allowed: this role may not do that */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description not-found: there is no such thing here */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description conflict: this contradicts what is already stored */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description too-many: wait for as long as `retry-after` says */
            429: {
                headers: {
                    /** @description Seconds to wait */
                    "retry-after"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description internal: the server failed; nothing was acknowledged */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description too-busy, no-signing-key or not-built: try again shortly, or look at /health/ready */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    visaPicture: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                number: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description A file */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "image/png": string;
                };
            };
            /** @description bad-request: the request is not well formed; `detail` says what to change */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description not-signed-in: no token, one that has run out, or no proof by its key. With `use_dpop_nonce`: send it again with the nonce */
            401: {
                headers: {
                    /** @description The nonce for the next proof */
                    "dpop-nonce"?: string;
                    /** @description How to sign in, and what was wrong (RFC 9449) */
                    "www-authenticate"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description not-allowed: this role may not do that */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description not-found: there is no such thing here */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description conflict: this contradicts what is already stored */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description too-many: wait for as long as `retry-after` says */
            429: {
                headers: {
                    /** @description Seconds to wait */
                    "retry-after"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description internal: the server failed; nothing was acknowledged */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description too-busy, no-signing-key or not-built: try again shortly, or look at /health/ready */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    visaQrPng: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                number: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description A file */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "image/png": string;
                };
            };
            /** @description bad-request: the request is not well formed; `detail` says what to change */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description not-signed-in: no token, one that has run out, or no proof by its key. With `use_dpop_nonce`: send it again with the nonce */
            401: {
                headers: {
                    /** @description The nonce for the next proof */
                    "dpop-nonce"?: string;
                    /** @description How to sign in, and what was wrong (RFC 9449) */
                    "www-authenticate"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description not-allowed: this role may not do that */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description not-found: there is no such thing here */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description too-many: wait for as long as `retry-after` says */
            429: {
                headers: {
                    /** @description Seconds to wait */
                    "retry-after"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description internal: the server failed; nothing was acknowledged */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description too-busy, no-signing-key or not-built: try again shortly, or look at /health/ready */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    visaQrSvg: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                number: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description A file */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "image/svg+xml": string;
                };
            };
            /** @description bad-request: the request is not well formed; `detail` says what to change */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description not-signed-in: no token, one that has run out, or no proof by its key. With `use_dpop_nonce`: send it again with the nonce */
            401: {
                headers: {
                    /** @description The nonce for the next proof */
                    "dpop-nonce"?: string;
                    /** @description How to sign in, and what was wrong (RFC 9449) */
                    "www-authenticate"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description not-allowed: this role may not do that */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description not-found: there is no such thing here */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description too-many: wait for as long as `retry-after` says */
            429: {
                headers: {
                    /** @description Seconds to wait */
                    "retry-after"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description internal: the server failed; nothing was acknowledged */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description too-busy, no-signing-key or not-built: try again shortly, or look at /health/ready */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    replaceVisa: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                number: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    /** @description What an e-visa is asked for with */
                    application: {
                        /** @description Your own; the same one again is the same e-visa, not a second one */
                        application_reference?: string;
                        /** @description Visa category, e.g. B12 */
                        category: string;
                        /** @description Where the e-visa is sent once it is issued */
                        email?: string;
                        entries: 1 | 2 | "multiple";
                        holder: {
                            /** @description YYYY-MM-DD; YYYY-MM or YYYY where the passport does not know more */
                            birth_date: string;
                            /** @description Empty for a single name */
                            given_names: string;
                            /** @description Three letters: ISO 3166-1 or ICAO Doc 9303-3 */
                            nationality: string;
                            sex: "F" | "M" | "X";
                            /** @description As the MRZ spells it, untruncated */
                            surname: string;
                        };
                        /** @description The language that comes first in the e-mail; en where none is said */
                        language?: "en" | "ru" | "kk";
                        passport: {
                            /** @description Last day of the passport */
                            expires: string;
                            /** @description Three letters: ISO 3166-1 or ICAO Doc 9303-3 */
                            issuer: string;
                            number: string;
                        };
                        stay_days: number;
                        /** @description First day, in Asia/Almaty */
                        valid_from: string;
                        /** @description Last day, in Asia/Almaty, inclusive */
                        valid_until: string;
                        /** @description Number of the invitation */
                        visa_support_number: string;
                    };
                    /**
                     * @description You give the new e-visa to its holder: nothing is sent
                     * @enum {string}
                     */
                    delivery?: "by-hand";
                    /** @description Why; kept with the change */
                    reason: string;
                };
            };
        };
        responses: {
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        application_reference: string | null;
                        claims: components["schemas"]["VisaClaims"];
                        delivery: {
                            attempts: number;
                            created_at: number;
                            email: string | null;
                            error: {
                                code: string;
                                text: string;
                            } | null;
                            id: string;
                            /** @description The language that comes first; the others follow */
                            language: "en" | "ru" | "kk";
                            next_attempt_at: number | null;
                            note: string | null;
                            requested_by: string;
                            resend_of: string | null;
                            sent_at: number | null;
                            /** @description waiting: for its next attempt. sent: a mail server took it. bounced: no server will */
                            state: "waiting" | "sending" | "sent" | "bounced";
                            /** @description The message went out and the server's answer to it was lost: ask the holder, or send it again */
                            unconfirmed: boolean;
                            visa_number: string;
                        } | null;
                        entries_used: number;
                        /** @description The signed e-visa, compact serialization */
                        jws: string;
                        /** @description What the QR code holds */
                        qr_text: string;
                        replaced_by: string | null;
                        replaces: string | null;
                        status: "valid" | "revoked" | "suspended";
                        visa_number: string;
                        visa_support_number: string;
                    };
                };
            };
            /** @description Default Response */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        application_reference: string | null;
                        claims: components["schemas"]["VisaClaims"];
                        delivery: {
                            attempts: number;
                            created_at: number;
                            email: string | null;
                            error: {
                                code: string;
                                text: string;
                            } | null;
                            id: string;
                            /** @description The language that comes first; the others follow */
                            language: "en" | "ru" | "kk";
                            next_attempt_at: number | null;
                            note: string | null;
                            requested_by: string;
                            resend_of: string | null;
                            sent_at: number | null;
                            /** @description waiting: for its next attempt. sent: a mail server took it. bounced: no server will */
                            state: "waiting" | "sending" | "sent" | "bounced";
                            /** @description The message went out and the server's answer to it was lost: ask the holder, or send it again */
                            unconfirmed: boolean;
                            visa_number: string;
                        } | null;
                        entries_used: number;
                        /** @description The signed e-visa, compact serialization */
                        jws: string;
                        /** @description What the QR code holds */
                        qr_text: string;
                        replaced_by: string | null;
                        replaces: string | null;
                        status: "valid" | "revoked" | "suspended";
                        visa_number: string;
                        visa_support_number: string;
                    };
                };
            };
            /** @description bad-request: the request is not well formed; `detail` says what to change */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description not-signed-in: no token, one that has run out, or no proof by its key. With `use_dpop_nonce`: send it again with the nonce */
            401: {
                headers: {
                    /** @description The nonce for the next proof */
                    "dpop-nonce"?: string;
                    /** @description How to sign in, and what was wrong (RFC 9449) */
                    "www-authenticate"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description not-allowed: this role may not do that */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description not-found: there is no such thing here */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description too-slow: not all of the request came in time; send it again */
            408: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description conflict: this contradicts what is already stored */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description too-large: the body is too large */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description media-type: send one of the media types named here */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description breaks-policy: the policy does not allow this; `errors` names the fields */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description too-many: wait for as long as `retry-after` says */
            429: {
                headers: {
                    /** @description Seconds to wait */
                    "retry-after"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description internal: the server failed; nothing was acknowledged */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description too-busy, no-signing-key or not-built: try again shortly, or look at /health/ready */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description storage-full: nothing was recorded */
            507: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    setVisaStatus: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                number: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    /** @description Why; kept with the change */
                    reason: string;
                    status: "valid" | "revoked" | "suspended";
                };
            };
        };
        responses: {
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        application_reference: string | null;
                        claims: components["schemas"]["VisaClaims"];
                        entries_used: number;
                        /** @description The signed e-visa, compact serialization */
                        jws: string;
                        /** @description What the QR code holds */
                        qr_text: string;
                        replaced_by: string | null;
                        replaces: string | null;
                        status: "valid" | "revoked" | "suspended";
                        visa_number: string;
                        visa_support_number: string;
                    };
                };
            };
            /** @description bad-request: the request is not well formed; `detail` says what to change */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description not-signed-in: no token, one that has run out, or no proof by its key. With `use_dpop_nonce`: send it again with the nonce */
            401: {
                headers: {
                    /** @description The nonce for the next proof */
                    "dpop-nonce"?: string;
                    /** @description How to sign in, and what was wrong (RFC 9449) */
                    "www-authenticate"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description not-allowed: this role may not do that */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description not-found: there is no such thing here */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description too-slow: not all of the request came in time; send it again */
            408: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description conflict: this contradicts what is already stored */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description too-large: the body is too large */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description media-type: send one of the media types named here */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description too-many: wait for as long as `retry-after` says */
            429: {
                headers: {
                    /** @description Seconds to wait */
                    "retry-after"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description internal: the server failed; nothing was acknowledged */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description too-busy, no-signing-key or not-built: try again shortly, or look at /health/ready */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description storage-full: nothing was recorded */
            507: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
}
