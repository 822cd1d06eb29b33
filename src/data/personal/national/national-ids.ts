// The national identifiers that are known.
import { beNationalNumber } from './be-national-number.js'
import { brCpf } from './br-cpf.js'
import { caSin } from './ca-sin.js'
import { chAhv } from './ch-ahv.js'
import { cnResidentId } from './cn-resident-id.js'
import { deSteuerId } from './de-steuer-id.js'
import { esDni } from './es-dni.js'
import { fiHetu } from './fi-hetu.js'
import { frNir } from './fr-nir.js'
import { gbNino } from './gb-nino.js'
import { inAadhaar } from './in-aadhaar.js'
import { itCodiceFiscale } from './it-codice-fiscale.js'
import type { NationalId } from './national-id.js'
import { nlBsn } from './nl-bsn.js'
import { plPesel } from './pl-pesel.js'
import { sePersonnummer } from './se-personnummer.js'
import { usSsn } from './us-ssn.js'

/** Those that few texts pass by chance first: the first that fits is the likeliest. */
export const nationalIds: readonly NationalId[] = [
  cnResidentId,
  chAhv,
  itCodiceFiscale,
  fiHetu,
  beNationalNumber,
  frNir,
  sePersonnummer,
  deSteuerId,
  brCpf,
  plPesel,
  esDni,
  gbNino,
  nlBsn,
  inAadhaar,
  caSin,
  usSsn,
]
