// Who signs in or speaks REST in the specs. Everything about them is in `server/demo/directory.yaml`.

/** The password of everybody in the demo directory. */
export const PASSWORD = "moving-day";

const person = (username: string) => ({ username, password: PASSWORD });

export const PEOPLE = {
  /** Moves herself: lives at Harbour Clinic, with two dependents, a role and two subscriptions there. */
  dana: person("dana"),
  /** Lives at Harbour Clinic and is locked. */
  carla: person("carla.mendes"),
  /** Lives at Harbour Clinic too, and holds no role. */
  elif: person("elif.kaya"),
  /** Administers Aster Health, the super enterprise. */
  ana: person("ana"),
  /** Manages the end users of Harbour Clinic. */
  omar: person("omar"),
  /** Administers Harbour Clinic. */
  grace: person("grace.lim"),
  /** Administers Aster North, an enterprise below Aster Health. */
  nils: person("nils"),
  /** Administers the system: makes organizations, sees nobody's data. */
  sys: person("sys"),
  /** Administers Tidewater Cloud, a service provider: moves hosted people anywhere below. */
  petra: person("petra"),
  /** Administers Kestrel Hosting, a reseller below it: moves people between its customers. */
  rita: person("rita"),
  /** Administers Otter Hosting, the other reseller. */
  otto: person("otto"),
  /** Administers the telephony of Tidewater Cloud: moves people onto sites and between them. */
  viktor: person("viktor"),
  /** Administers Bramble Foods, a customer of Kestrel Hosting: moves people between its sites only. */
  ada: person("ada.quist"),
  /** Looks after the users of Bramble Foods, and moves nobody. */
  joel: person("joel.stein"),
  /** Administers Folio Studio, a hub in another tree: moves people between its accounts. */
  hugo: person("hugo"),
  /** Manager at Folio Studio. */
  ines: person("ines"),
  /** Designer at Folio Studio: owns proofs, files and folders. */
  maya: person("maya"),
  /** Basic Operator of Lakeside Clinic: sees, and changes nothing. */
  bella: person("bella"),
  /** End Users Manager of Hillcrest Hospital for one position only. */
  theo: person("theo"),
  /** Alert Manager of Hillcrest Hospital. */
  lena: person("lena"),
  /** Advanced Alert Manager of Riverside Campus. */
  marcus: person("marcus"),
  /** Distribution Lists Manager of Field Services. */
  dieter: person("dieter"),
  /** Report Manager of Southport Labs. */
  ravi: person("ravi"),
  /** Ward Clerk of Lakeside Clinic: a clone of End Users Manager that subscribes nobody. */
  clerk: person("clerk"),
  /** Audits everything. */
  aud: person("aud"),
} as const;

export type Person = keyof typeof PEOPLE;
