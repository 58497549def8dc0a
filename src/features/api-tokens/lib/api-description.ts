import { z } from "zod";
import { paths } from "@/libs/paths";
import { version } from "@/libs/version";
import {
  importListSchema,
  importSchema,
  listQuerySchema,
  problemSchema,
  receiptSchema,
  sendQuerySchema,
} from "./contract";
import { fileTypes } from "./sent-file";

type Json = Record<string, unknown>;

/** The OpenAPI 3.1 document of the API, built from the schemas by which it reads and answers. */
export function apiDescription(): Json {
  const file = { schema: { type: "string", format: "binary" } };
  return {
    openapi: "3.1.1",
    info: {
      title: "AESTrak",
      version,
      summary: "Send exports and see what became of them, by script.",
      description:
        "Every request needs an API token, which an admin makes in the settings. A token reaches one organization. Each token may ask so often; an answer 429 says in `Retry-After` how many seconds to wait.",
      license: { name: "Apache-2.0", identifier: "Apache-2.0" },
    },
    servers: [{ url: "/" }],
    security: [{ token: [] }],
    paths: {
      [paths.api.imports]: {
        get: {
          operationId: "listImports",
          summary: "List imports, the newest first",
          description: "For tokens with the scope `imports:read`; at most 120 requests a minute.",
          parameters: queryParameters(listQuerySchema),
          responses: {
            "200": answer("A page of imports.", "ImportList"),
            ...refusals(400, 401, 403, 404, 429, 500, 503, 507),
          },
        },
        post: {
          operationId: "sendImport",
          summary: "Send a file",
          description:
            "For tokens with the scope `imports:write`; at most 60 files in ten minutes, each of at most 200 MB.",
          parameters: [
            {
              name: "X-File-Name",
              in: "header",
              description: "The file's name with its ending, unless the address says it.",
              schema: { type: "string", maxLength: 255 },
            },
            {
              name: "X-Content-SHA256",
              in: "header",
              description: "The file's SHA-256; a file that arrives otherwise is refused.",
              schema: { type: "string", pattern: "^[0-9a-fA-F]{64}$" },
            },
            ...queryParameters(sendQuerySchema),
          ],
          requestBody: {
            required: true,
            description: "The file itself, not a form.",
            content: Object.fromEntries(fileTypes.map((type) => [type, file])),
          },
          responses: {
            "201": {
              ...answer("The file was taken in.", "Receipt"),
              headers: {
                Location: { description: "Where to ask for it.", schema: { type: "string", format: "uri" } },
              },
            },
            ...refusals(400, 401, 403, 413, 415, 422, 429, 500, 503, 507),
          },
        },
      },
      "/api/v1/imports/{importId}": {
        get: {
          operationId: "readImport",
          summary: "What became of a file",
          description: "For tokens with the scope `imports:read`; at most 120 requests a minute.",
          parameters: [
            { name: "importId", in: "path", required: true, schema: { type: "string", format: "uuid" } },
          ],
          responses: {
            "200": answer("The import.", "Import"),
            ...refusals(401, 403, 404, 429, 500, 503, 507),
          },
        },
      },
    },
    components: {
      schemas: namedSchemas(),
      securitySchemes: {
        token: { type: "http", scheme: "bearer", description: "An API token of the settings." },
      },
    },
  };
}

function namedSchemas(): Json {
  const named = z.registry<{ id: string }>();
  named.add(importSchema, { id: "Import" });
  named.add(importListSchema, { id: "ImportList" });
  named.add(receiptSchema, { id: "Receipt" });
  named.add(problemSchema, { id: "Problem" });
  const { schemas } = z.toJSONSchema(named, { uri: (id) => `#/components/schemas/${id}` });
  // OpenAPI 3.1 says for the whole document what these two say for a schema by itself.
  return Object.fromEntries(
    Object.entries(schemas).map(([id, { $schema: _dialect, $id: _address, ...schema }]) => [id, schema]),
  );
}

function queryParameters(schema: z.ZodObject): Json[] {
  const { properties = {} } = z.toJSONSchema(schema, { io: "input" });
  return Object.entries(properties).map(([name, property]) => {
    const { description, ...rest } = property as Json;
    return { name, in: "query", description, schema: rest };
  });
}

function answer(description: string, schema: string): Json {
  return {
    description,
    content: { "application/json": { schema: { $ref: `#/components/schemas/${schema}` } } },
  };
}

const reasons: Readonly<Record<number, string>> = {
  400: "The address or a header is wrong.",
  401: "There is no token, or it is unknown, expired or revoked.",
  403: "The token was not made for this, or was revoked while the file arrived.",
  404: "The organization has no import of this id.",
  413: "The file is too large.",
  415: "The body is no file.",
  422: "The file is of no use as it is: empty, damaged, or of another kind.",
  429: "Too many requests. `Retry-After` says how many seconds to wait.",
  500: "A fault of AESTrak; nothing was changed.",
  503: "Connections or memory of AESTrak's machine are used up; nothing was changed. `Retry-After` says how many seconds to wait.",
  507: "The disk of AESTrak's machine is full; nothing was changed.",
};

function refusals(...statuses: number[]): Json {
  const content = { "application/problem+json": { schema: { $ref: "#/components/schemas/Problem" } } };
  const headers = { "Retry-After": { description: "Seconds.", schema: { type: "integer" } } };
  return Object.fromEntries(
    statuses.map((status) => [
      String(status),
      { description: reasons[status], content, ...(status === 429 || status === 503 ? { headers } : {}) },
    ]),
  );
}
