/** The vocabulary of the samples. All names are made up from invented syllables; none is a real firm or person. */
import type { Draw } from "./random";
import { pick, STREAM } from "./random";

const FIRM_STARTS = [
  "Quell",
  "Norva",
  "Ilder",
  "Tarve",
  "Ostre",
  "Velmo",
  "Zantho",
  "Brisk",
  "Dorle",
  "Fenno",
];
const FIRM_ENDS = ["brask", "vik", "mundt", "lox", "sparn", "drell", "quist", "zorn", "thal", "grem"];
const TRADES = [
  "Scaffolding",
  "Industrial Insulation",
  "Pipework",
  "Surface Protection",
  "Plant Services",
  "Electrical",
];
const GIVEN_NAMES = ["Aldra", "Bevo", "Corin", "Dessa", "Elmo", "Fjora", "Gerlin", "Hanno", "Ivka", "Jorun"];
const FAMILY_STARTS = [
  "Ahren",
  "Brack",
  "Claus",
  "Dreth",
  "Ehlm",
  "Fasper",
  "Grind",
  "Holtz",
  "Imker",
  "Korv",
];
const FAMILY_ENDS = ["bock", "ström", "eling", "øy", "hagen-Vael", "mer", "rück", "sand", "towen", "witz"];

export interface Vendor {
  id: string;
  name: string;
}

/** One tenant's companies and its client's; every draw of a seed gives the same ones. */
export interface Cast {
  clients: readonly string[];
  vendors: readonly Vendor[];
  contacts: readonly string[];
  coordinators: readonly { userId: string; name: string }[];
}

export function createCast(draw: Draw): Cast {
  let field = 0;
  const next = () => draw(STREAM.organization, 0, field++);
  const firm = () => pick(FIRM_STARTS, next()) + pick(FIRM_ENDS, next());
  const family = () => pick(FAMILY_STARTS, next()) + pick(FAMILY_ENDS, next());
  const group = firm();
  const main = firm();
  return {
    clients: [`${group} Chemicals SE`, `${group} Polymers & Fibres GmbH`, `${group} Energy GmbH`],
    vendors: TRADES.map((trade) => ({
      id: String(100_000 + Math.floor(next() * 800_000)),
      name: `${main} ${trade} GmbH`,
    })),
    contacts: Array.from({ length: 18 }, () => `${pick(GIVEN_NAMES, next())} ${family()}`),
    coordinators: Array.from({ length: 40 }, () => ({
      userId: `U${String(10_000 + Math.floor(next() * 89_999))}`,
      name: `${family()}, ${pick(GIVEN_NAMES, next())}`,
    })),
  };
}

export const WORKS = [
  "Scaffolding",
  "Insulation repair",
  "Pipe replacement",
  "Valve overhaul",
  "Tank inspection",
  "Steelwork coating",
  "Heat tracing",
  "Pump exchange",
  "Cable tray",
  "Turnaround support",
  "Cleaning & disposal",
  'Flange 2" / 4" rework',
];

export const PLACES = [
  "column K-101",
  "reactor hall",
  "tank farm <north>",
  "pipe bridge 12",
  "boiler house",
  "cooling tower",
  "loading station",
  "compressor house",
  "wastewater plant",
  "pilot plant",
  "workshop",
  "rack C 340",
];

export const BRIEF_TEXTS = [
  "Framework agreement maintenance",
  "Unit price agreement",
  "Lump sum works",
  "Shutdown works",
  "Daywork by order",
];

export const PLANTS = ["A100", "A210", "B300", "B455", "C120", "D510", "N700", "Z015"];
export const MANAGEMENT_GROUPS = ["MG-011", "MG-014", "MG-022", "MG-031", "MG-047", "MG-058"];
