/** What is issued of a case: built from its frozen content alone, so that it is the same whenever it is built. */
import type { FieldFault } from '#evisa/field-fault.ts'
import type { Result } from '#evisa/result.ts'
import { readApplication, type VisaApplication } from '../issuing/read-application.ts'
import type { ApplicationContent } from '../lifecycles/application-content.ts'

/** The reference of the case is that of its e-visa: it is issued once, however often that is tried. */
export function issueInput(
  reference: string,
  content: ApplicationContent,
): Result<VisaApplication, readonly FieldFault[]> {
  const { visa_support_number, category, entries, valid_from, valid_until, stay_days, holder, passport } = content
  return readApplication({
    application_reference: reference,
    ...{ visa_support_number, category, entries, valid_from, valid_until, stay_days, holder, passport },
    ...{ email: content.email, language: content.language },
  })
}
