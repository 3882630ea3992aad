import t from 'tap'
import { columnOf, isExplicit, isNameless, UNKNOWN } from '#evisa/column-names.ts'
import { PASSENGER_FIELDS, type PassengerField } from '#evisa/passenger.ts'

/** As they are run together, in any spelling. */
const NAMES: Readonly<Record<PassengerField, string>> = {
  reference: 'reference ref pnr booking recordlocator seat seatno sequence seqno место бронь орын',
  type: 'type passengertype paxtype ptc paxcategory passengercategory',
  nationality: 'nationality nat citizenship passportnationality countryofcitizenship гражданство азаматтығы',
  text: 'text qr qrtext code qrcode',
  visa_number: 'visanumber visa visano evisa evisanumber evisano номервизы визанөмірі',
  birth_date: 'birthdate dateofbirth dob born birthday birth датарождения туғанкүні',
  passport_number:
    'passportnumber passportnum passportno passportnr traveldocumentnumber traveldocumentnum traveldocumentno traveldocumentnr travelpassportnumber travelpassportnum travelpassportno travelpassportnr documentnumber documentnum documentno documentnr docnumber docnum docno docnr pptnumber pptnum pptno pptnr numberofpassport numberoftraveldocument numberoftravelpassport numberofdocument numberofdoc numberofppt passport паспорт номерпаспорта noпаспорта паспортno серияиномерпаспорта номердокумента паспортнөмірі төлқұжат төлқұжатнөмірі құжатнөмірі',
  passport_expires:
    'passportexpires passportexpiry passportexpirydate passportvaliduntil passportexpiration passportexpirationdate documentexpires documentexpiry documentexpirydate documentvaliduntil documentexpiration documentexpirationdate docexpires docexpiry docexpirydate docvaliduntil docexpiration docexpirationdate traveldocumentexpires traveldocumentexpiry traveldocumentexpirydate traveldocumentvaliduntil traveldocumentexpiration traveldocumentexpirationdate expirydate dateofexpiry expires',
}
/** As exports write them. */
const HEADINGS: Readonly<Record<PassengerField, readonly string[]>> = {
  passport_number: [
    'Travel Doc No',
    'Passport/ID No',
    'PP No',
    'ID number',
    'Passport ID',
    'Passport Number [text]',
    'Passport Serial Number',
    'Passport or ID number',
    'Pax passport number',
    'APIS doc no',
    'Document Id',
    '№ документа',
    'Номер загранпаспорта',
    'Загранпаспорт',
    'Серия и № паспорта',
    'Серия, номер паспорта',
    'Номер и серия паспорта',
    'Төлқұжат №',
    'Reisepass-Nr.',
    'Passnummer',
    'Ausweisnummer',
    'N° passeport',
    'Numéro de passeport',
    'N° du document',
    'Número de pasaporte',
    'Numero pasaporte',
    'Pasaport No',
    'PASAPORT NUMARASI',
    '护照号',
    '护照号码',
    '证件号码',
    'Passport\nNumber',
  ],
  nationality: [
    'Country of citizenship',
    'Passport nationality',
    'Nationality code',
    'Страна гражданства',
    'Staatsangehörigkeit',
    'Nationalité',
    'Nacionalidad',
    'Uyruğu',
    '国籍',
  ],
  birth_date: [
    'Date of Birth',
    'Дата рождения',
    'Туған күні',
    'Geburtsdatum',
    'Date de naissance',
    'Fecha de nacimiento',
    'DOĞUM TARİHİ',
    '出生日期',
  ],
  passport_expires: [
    'Passport expiry date',
    'Travel Doc. valid until',
    'Срок действия паспорта',
    'Паспорт действителен до',
    'Reisepass gültig bis',
    "Date d'expiration du passeport",
    'Fecha de caducidad del pasaporte',
    'Pasaport geçerlilik tarihi',
    '护照有效期',
    'Төлқұжаттың жарамдылық мерзімі',
  ],
  visa_number: ['e-Visa No.', 'Номер электронной визы', 'Visumnummer', 'Numéro de visa', 'Vize No', '签证号'],
  text: ['E-visa QR', 'QR-код', 'Code QR', '二维码'],
  reference: [
    'Booking reference',
    'Seat Number',
    'Номер места',
    'Код бронирования',
    'Sitzplatz',
    'Asiento',
    'Koltuk no',
    '座位号',
    '序号',
  ],
  type: ['Passenger Type'],
}

t.test('each field is known under any of its names, however they are spelled', async (t) => {
  for (const field of PASSENGER_FIELDS) {
    for (const name of NAMES[field].split(' ')) {
      for (const heading of [name, name.toUpperCase(), [...name].join('_'), ` ${name.replace(/(.{3})/, '$1 ')} *`])
        t.equal(columnOf(heading).passenger, field, heading)
    }
    for (const heading of HEADINGS[field]) t.equal(columnOf(heading).passenger, field, heading)
  }
  for (const heading of ['Flight', 'Flight No.', 'Номер рейса', 'Рейс', 'Flugnummer', '航班号'])
    t.equal(columnOf(heading).flight, 'flight', heading)
})

t.test('what says more than is known is not guessed at', async (t) => {
  const others = 'Name,Remark,N,ID,Документ,Document,Document type,Passport type,Passport country,Passport issue date'
  const more =
    'Visa expiry,Visa type,Place of birth,Country of birth,Issuing country,Ticket number,Mobile No,Серия паспорта'
  for (const heading of [
    ...others.split(','),
    ...more.split(','),
    'Document end no',
    'ABC123',
    'KC104',
    '12A',
    '',
    '(text)',
  ])
    t.equal(columnOf(heading), UNKNOWN, heading)
  t.equal(columnOf('passport'.repeat(7)).passenger, 'passport_number')
  t.equal(columnOf('passport'.repeat(8)), UNKNOWN, 'longer than any heading')
})

t.test('some names are more explicit than others', async (t) => {
  const ranks = ['Passport No', 'Document No', 'Passport', 'ID number'].map((heading) => columnOf(heading).rank)
  t.same(ranks, [0, 1, 2, 3])
  for (const heading of ['Type', 'Code', 'Visa', 'Expires', 'Flight']) t.notOk(isExplicit(columnOf(heading)), heading)
  for (const heading of ['Seat', 'Nationality', 'Passport']) t.ok(isExplicit(columnOf(heading)), heading)
  t.same([isNameless(' (text) *'), isNameless('x')], [true, false])
})
