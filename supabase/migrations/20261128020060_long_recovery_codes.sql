-- Recovery codes have 138 random bits, so that a fast hash keeps them.
comment on column private.recovery_codes.code_hash is 'SHA-256 of the code, which has 138 random bits, and its owner''s id. The codes themselves are shown once.';
