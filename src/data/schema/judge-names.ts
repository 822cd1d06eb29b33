// What the name of a column suggests; only ever used together with what its cells show.

const identifier = /(?:^|[_\s.-])(?:id|ids|uuid|guid|pk|key|rowid|row_id)$|[a-z](?:Id|ID|UUID|Uuid|Guid|Key)$/
const code =
  /(?:^|[_\s.-])(?:id|code|type|category|zip|zip_?code|postcode|post_?code|postal_?code|plz)$|[a-z](?:Id|ID|Code|Type|Zip|ZipCode)$/
const postal = /(?:^|[_\s.-])(?:zip|zip_?code|postcode|post_?code|postal_?code|plz)$|[a-z](?:Zip|ZipCode)$/
const time =
  /(?:^|[_\s.-])(?:year|yr|month|week|day|hour|minute|second|date|time|timestamp|datetime|period|quarter|step|age|dt|ts)$|[a-z](?:Year|Month|Week|Day|Hour|Date|Time|Timestamp)$/

/** The name of what names rows: `id`, `customerID`, `user_id`, `uuid`. */
export function namesIdentifier(name: string): boolean {
  return identifier.test(name) || identifier.test(name.toLowerCase())
}

/** The name of a code: `store_id`, `product_code`, `zip`. */
export function namesCode(name: string): boolean {
  return code.test(name) || code.test(name.toLowerCase())
}

/** The name of a postal code. */
export function namesPostalCode(name: string): boolean {
  return postal.test(name) || postal.test(name.toLowerCase())
}

/** The name of a point in time or a length of time. */
export function namesTime(name: string): boolean {
  return time.test(name) || time.test(name.toLowerCase())
}

const entity =
  /(?:^|[_\s.-])(?:id|ids|uid|uuid|guid|key|user|username|customer|client|patient|subject|person|member|account|device|machine|sensor|store|shop|household|family|session|player|student|employee|driver|vehicle|company|firm|series|site|station|group|donor|participant|respondent|tail_?num(?:ber)?|artist|author|speaker)(?:[_\s.-]?(?:id|no|nr|num|number|name|code|key))?$|[a-z](?:Id|ID|Uid|Key)$/

/** The name of what several rows may be about: `patient_id`, `customer`, `series_id`. */
export function namesEntity(name: string): boolean {
  return entity.test(name) || entity.test(name.toLowerCase())
}
