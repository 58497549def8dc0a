// Runs in the browser before anything else of ours.
import { config } from "zod";

// Without this, zod tries whether it may compile validators from strings. A page's content security policy forbids that,
// and browsers count each try as a breach of it.
config({ jitless: true });
