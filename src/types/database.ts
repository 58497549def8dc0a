// Generated from the migrations by npm run generate. Not edited by hand.
export type Json = string | number | boolean | null | { [key: string]: Json | undefined } | Json[]

export type Database = {
  
  "public": {
          Tables: {
            "alert_events": {
                  Row: {
                    "acted_by": string | null,"alert_id": number,"before": Json | null,"cause": Database["public"]['Enums']["alert_cause"],"created_at": string,"event": Database["public"]['Enums']["alert_event_type"],"facts": NonNullable<Json>,"id": number,"import_job_id": string | null,"level_after": Database["public"]['Enums']["utilization_level"] | null,"level_before": Database["public"]['Enums']["utilization_level"] | null,"note": string | null,"order_value": number | null,"organization_id": string,"total_spent": number | null
                  }
                  ComputedFields: never
                  Insert: {
                    "acted_by"?: string | null,"alert_id": number,"before"?: Json | null,"cause": Database["public"]['Enums']["alert_cause"],"created_at"?: string,"event": Database["public"]['Enums']["alert_event_type"],"facts"?: NonNullable<Json>,"id"?: never,"import_job_id"?: string | null,"level_after"?: Database["public"]['Enums']["utilization_level"] | null,"level_before"?: Database["public"]['Enums']["utilization_level"] | null,"note"?: string | null,"order_value"?: number | null,"organization_id": string,"total_spent"?: number | null
                  }
                  Update: {
                    "acted_by"?: string | null,"alert_id"?: number,"before"?: Json | null,"cause"?: Database["public"]['Enums']["alert_cause"],"created_at"?: string,"event"?: Database["public"]['Enums']["alert_event_type"],"facts"?: NonNullable<Json>,"id"?: never,"import_job_id"?: string | null,"level_after"?: Database["public"]['Enums']["utilization_level"] | null,"level_before"?: Database["public"]['Enums']["utilization_level"] | null,"note"?: string | null,"order_value"?: number | null,"organization_id"?: string,"total_spent"?: number | null
                  }
                  Relationships: [
                    {
      foreignKeyName: "alert_events_acted_by_fkey"
      columns: ["acted_by"]
isOneToOne: false
      referencedRelation: "user_profiles"
      referencedColumns: ["user_id"]
    },{
      foreignKeyName: "alert_events_organization_id_alert_id_fkey"
      columns: ["organization_id","alert_id"]
isOneToOne: false
      referencedRelation: "alert_rows"
      referencedColumns: ["organization_id","id"]
    },{
      foreignKeyName: "alert_events_organization_id_alert_id_fkey"
      columns: ["organization_id","alert_id"]
isOneToOne: false
      referencedRelation: "alerts"
      referencedColumns: ["organization_id","id"]
    },{
      foreignKeyName: "alert_events_organization_id_import_job_id_fkey"
      columns: ["organization_id","import_job_id"]
isOneToOne: false
      referencedRelation: "import_jobs"
      referencedColumns: ["organization_id","id"]
    }
                  ]
                },"alert_settings": {
                  Row: {
                    "critical_percent": number,"organization_id": string,"over_budget_percent": number,"updated_at": string,"warning_percent": number
                  }
                  ComputedFields: never
                  Insert: {
                    "critical_percent"?: number,"organization_id": string,"over_budget_percent"?: number,"updated_at"?: string,"warning_percent"?: number
                  }
                  Update: {
                    "critical_percent"?: number,"organization_id"?: string,"over_budget_percent"?: number,"updated_at"?: string,"warning_percent"?: number
                  }
                  Relationships: [
                    {
      foreignKeyName: "alert_settings_organization_id_fkey"
      columns: ["organization_id"]
isOneToOne: true
      referencedRelation: "organizations"
      referencedColumns: ["id"]
    }
                  ]
                },"alerts": {
                  Row: {
                    "acknowledged_at": string | null,"acknowledged_by": string | null,"acknowledgement_note": string | null,"id": number,"level": Database["public"]['Enums']["utilization_level"],"opened_at": string,"opened_by_import": string | null,"opened_cause": Database["public"]['Enums']["alert_cause"] | null,"organization_id": string,"purchase_order_id": number,"purchase_order_no": string,"raise_expected_by": string | null,"resolved_at": string | null,"resolved_by": string | null,"resolved_cause": Database["public"]['Enums']["alert_cause"] | null,"resolved_facts": Json | null,"resolved_reason": string | null,"snoozed_until": string | null,"status": Database["public"]['Enums']["alert_status"],"suppressed_level": Database["public"]['Enums']["utilization_level"] | null,"updated_at": string
                  }
                  ComputedFields: never
                  Insert: {
                    "acknowledged_at"?: string | null,"acknowledged_by"?: string | null,"acknowledgement_note"?: string | null,"id"?: never,"level": Database["public"]['Enums']["utilization_level"],"opened_at"?: string,"opened_by_import"?: string | null,"opened_cause"?: Database["public"]['Enums']["alert_cause"] | null,"organization_id": string,"purchase_order_id": number,"purchase_order_no": string,"raise_expected_by"?: string | null,"resolved_at"?: string | null,"resolved_by"?: string | null,"resolved_cause"?: Database["public"]['Enums']["alert_cause"] | null,"resolved_facts"?: Json | null,"resolved_reason"?: string | null,"snoozed_until"?: string | null,"status"?: Database["public"]['Enums']["alert_status"],"suppressed_level"?: Database["public"]['Enums']["utilization_level"] | null,"updated_at"?: string
                  }
                  Update: {
                    "acknowledged_at"?: string | null,"acknowledged_by"?: string | null,"acknowledgement_note"?: string | null,"id"?: never,"level"?: Database["public"]['Enums']["utilization_level"],"opened_at"?: string,"opened_by_import"?: string | null,"opened_cause"?: Database["public"]['Enums']["alert_cause"] | null,"organization_id"?: string,"purchase_order_id"?: number,"purchase_order_no"?: string,"raise_expected_by"?: string | null,"resolved_at"?: string | null,"resolved_by"?: string | null,"resolved_cause"?: Database["public"]['Enums']["alert_cause"] | null,"resolved_facts"?: Json | null,"resolved_reason"?: string | null,"snoozed_until"?: string | null,"status"?: Database["public"]['Enums']["alert_status"],"suppressed_level"?: Database["public"]['Enums']["utilization_level"] | null,"updated_at"?: string
                  }
                  Relationships: [
                    {
      foreignKeyName: "alerts_acknowledged_by_fkey"
      columns: ["acknowledged_by"]
isOneToOne: false
      referencedRelation: "user_profiles"
      referencedColumns: ["user_id"]
    },{
      foreignKeyName: "alerts_organization_id_fkey"
      columns: ["organization_id"]
isOneToOne: false
      referencedRelation: "organizations"
      referencedColumns: ["id"]
    },{
      foreignKeyName: "alerts_organization_id_opened_by_import_fkey"
      columns: ["organization_id","opened_by_import"]
isOneToOne: false
      referencedRelation: "import_jobs"
      referencedColumns: ["organization_id","id"]
    },{
      foreignKeyName: "alerts_organization_id_purchase_order_id_fkey"
      columns: ["organization_id","purchase_order_id"]
isOneToOne: false
      referencedRelation: "purchase_orders"
      referencedColumns: ["organization_id","id"]
    },{
      foreignKeyName: "alerts_resolved_by_fkey"
      columns: ["resolved_by"]
isOneToOne: false
      referencedRelation: "user_profiles"
      referencedColumns: ["user_id"]
    }
                  ]
                },"api_tokens": {
                  Row: {
                    "created_at": string,"created_by": string,"expires_at": string | null,"id": string,"last_used_at": string | null,"name": string,"organization_id": string,"prefix": string,"revoked_at": string | null,"scopes": (string)[],"token_hash": string
                  }
                  ComputedFields: never
                  Insert: {
                    "created_at"?: string,"created_by": string,"expires_at"?: string | null,"id"?: string,"last_used_at"?: string | null,"name": string,"organization_id": string,"prefix": string,"revoked_at"?: string | null,"scopes": (string)[],"token_hash": string
                  }
                  Update: {
                    "created_at"?: string,"created_by"?: string,"expires_at"?: string | null,"id"?: string,"last_used_at"?: string | null,"name"?: string,"organization_id"?: string,"prefix"?: string,"revoked_at"?: string | null,"scopes"?: (string)[],"token_hash"?: string
                  }
                  Relationships: [
                    {
      foreignKeyName: "api_tokens_organization_id_created_by_fkey"
      columns: ["organization_id","created_by"]
isOneToOne: false
      referencedRelation: "organization_members"
      referencedColumns: ["organization_id","user_id"]
    },{
      foreignKeyName: "api_tokens_organization_id_fkey"
      columns: ["organization_id"]
isOneToOne: false
      referencedRelation: "organizations"
      referencedColumns: ["id"]
    }
                  ]
                },"audit_logs": {
                  Row: {
                    "acted_by": string | null,"action": string,"after": Json | null,"before": Json | null,"created_at": string,"entity_id": string | null,"entity_type": string,"entry_hash": string,"entry_number": number,"id": number,"ip_address": unknown,"organization_id": string | null,"previous_hash": string,"request_id": string | null,"user_agent": string | null
                  }
                  ComputedFields: never
                  Insert: {
                    "acted_by"?: string | null,"action": string,"after"?: Json | null,"before"?: Json | null,"created_at"?: string,"entity_id"?: string | null,"entity_type": string,"entry_hash": string,"entry_number": number,"id"?: never,"ip_address"?: unknown,"organization_id"?: string | null,"previous_hash": string,"request_id"?: string | null,"user_agent"?: string | null
                  }
                  Update: {
                    "acted_by"?: string | null,"action"?: string,"after"?: Json | null,"before"?: Json | null,"created_at"?: string,"entity_id"?: string | null,"entity_type"?: string,"entry_hash"?: string,"entry_number"?: number,"id"?: never,"ip_address"?: unknown,"organization_id"?: string | null,"previous_hash"?: string,"request_id"?: string | null,"user_agent"?: string | null
                  }
                  Relationships: [
                    {
      foreignKeyName: "audit_logs_organization_id_fkey"
      columns: ["organization_id"]
isOneToOne: false
      referencedRelation: "organizations"
      referencedColumns: ["id"]
    }
                  ]
                },"billing_days": {
                  Row: {
                    "day": string,"organization_id": string,"quantity_survey_count": number,"total": number
                  }
                  ComputedFields: never
                  Insert: {
                    "day": string,"organization_id": string,"quantity_survey_count": number,"total": number
                  }
                  Update: {
                    "day"?: string,"organization_id"?: string,"quantity_survey_count"?: number,"total"?: number
                  }
                  Relationships: [
                    {
      foreignKeyName: "billing_days_organization_id_fkey"
      columns: ["organization_id"]
isOneToOne: false
      referencedRelation: "organizations"
      referencedColumns: ["id"]
    }
                  ]
                },"email_events": {
                  Row: {
                    "created_at": string,"detail": string | null,"email_id": string,"event": string,"id": number,"message_id": string | null,"organization_id": string | null
                  }
                  ComputedFields: never
                  Insert: {
                    "created_at"?: string,"detail"?: string | null,"email_id": string,"event": string,"id"?: never,"message_id"?: string | null,"organization_id"?: string | null
                  }
                  Update: {
                    "created_at"?: string,"detail"?: string | null,"email_id"?: string,"event"?: string,"id"?: never,"message_id"?: string | null,"organization_id"?: string | null
                  }
                  Relationships: [
                    {
      foreignKeyName: "email_events_organization_id_email_id_fkey"
      columns: ["organization_id","email_id"]
isOneToOne: false
      referencedRelation: "email_outbox"
      referencedColumns: ["organization_id","id"]
    }
                  ]
                },"email_outbox": {
                  Row: {
                    "attempts": number,"created_at": string,"dedupe_key": string,"handed_over_at": string | null,"id": string,"kind": string,"last_error": string | null,"message_id": string | null,"next_attempt_at": string,"organization_id": string | null,"payload": NonNullable<Json>,"provider": string | null,"recipient": string,"sent_at": string | null,"status": Database["public"]['Enums']["email_status"]
                  }
                  ComputedFields: never
                  Insert: {
                    "attempts"?: number,"created_at"?: string,"dedupe_key": string,"handed_over_at"?: string | null,"id"?: string,"kind": string,"last_error"?: string | null,"message_id"?: string | null,"next_attempt_at"?: string,"organization_id"?: string | null,"payload": NonNullable<Json>,"provider"?: string | null,"recipient": string,"sent_at"?: string | null,"status"?: Database["public"]['Enums']["email_status"]
                  }
                  Update: {
                    "attempts"?: number,"created_at"?: string,"dedupe_key"?: string,"handed_over_at"?: string | null,"id"?: string,"kind"?: string,"last_error"?: string | null,"message_id"?: string | null,"next_attempt_at"?: string,"organization_id"?: string | null,"payload"?: NonNullable<Json>,"provider"?: string | null,"recipient"?: string,"sent_at"?: string | null,"status"?: Database["public"]['Enums']["email_status"]
                  }
                  Relationships: [
                    {
      foreignKeyName: "email_outbox_organization_id_fkey"
      columns: ["organization_id"]
isOneToOne: false
      referencedRelation: "organizations"
      referencedColumns: ["id"]
    }
                  ]
                },"import_changes": {
                  Row: {
                    "action": string,"after": NonNullable<Json>,"before": NonNullable<Json>,"entity_id": number,"entity_key": string,"id": number,"import_job_id": string,"organization_id": string,"purchase_order_no": string,"type": Database["public"]['Enums']["import_type"]
                  }
                  ComputedFields: never
                  Insert: {
                    "action": string,"after": NonNullable<Json>,"before": NonNullable<Json>,"entity_id": number,"entity_key": string,"id"?: never,"import_job_id": string,"organization_id": string,"purchase_order_no": string,"type": Database["public"]['Enums']["import_type"]
                  }
                  Update: {
                    "action"?: string,"after"?: NonNullable<Json>,"before"?: NonNullable<Json>,"entity_id"?: number,"entity_key"?: string,"id"?: never,"import_job_id"?: string,"organization_id"?: string,"purchase_order_no"?: string,"type"?: Database["public"]['Enums']["import_type"]
                  }
                  Relationships: [
                    {
      foreignKeyName: "import_changes_organization_id_import_job_id_fkey"
      columns: ["organization_id","import_job_id"]
isOneToOne: false
      referencedRelation: "import_jobs"
      referencedColumns: ["organization_id","id"]
    }
                  ]
                },"import_effects": {
                  Row: {
                    "alert_step": string | null,"changed_count": number,"id": number,"import_job_id": string,"is_new_order": boolean,"level_after": Database["public"]['Enums']["utilization_level"] | null,"level_before": Database["public"]['Enums']["utilization_level"] | null,"money_effect": number | null,"new_count": number,"order_value_after": number | null,"order_value_before": number | null,"organization_id": string,"purchase_order_no": string,"spent_after": number,"spent_before": number,"withdrawn_count": number
                  }
                  ComputedFields: never
                  Insert: {
                    "alert_step"?: string | null,"changed_count"?: number,"id"?: never,"import_job_id": string,"is_new_order"?: boolean,"level_after"?: Database["public"]['Enums']["utilization_level"] | null,"level_before"?: Database["public"]['Enums']["utilization_level"] | null,"money_effect"?: never,"new_count"?: number,"order_value_after"?: number | null,"order_value_before"?: number | null,"organization_id": string,"purchase_order_no": string,"spent_after"?: number,"spent_before"?: number,"withdrawn_count"?: number
                  }
                  Update: {
                    "alert_step"?: string | null,"changed_count"?: number,"id"?: never,"import_job_id"?: string,"is_new_order"?: boolean,"level_after"?: Database["public"]['Enums']["utilization_level"] | null,"level_before"?: Database["public"]['Enums']["utilization_level"] | null,"money_effect"?: never,"new_count"?: number,"order_value_after"?: number | null,"order_value_before"?: number | null,"organization_id"?: string,"purchase_order_no"?: string,"spent_after"?: number,"spent_before"?: number,"withdrawn_count"?: number
                  }
                  Relationships: [
                    {
      foreignKeyName: "import_effects_organization_id_import_job_id_fkey"
      columns: ["organization_id","import_job_id"]
isOneToOne: false
      referencedRelation: "import_jobs"
      referencedColumns: ["organization_id","id"]
    }
                  ]
                },"import_files": {
                  Row: {
                    "byte_size": number,"created_at": string,"file_name": string,"id": string,"missing_since": string | null,"organization_id": string,"sha256": string,"storage_key": string,"uploaded_by": string | null
                  }
                  ComputedFields: never
                  Insert: {
                    "byte_size": number,"created_at"?: string,"file_name": string,"id"?: string,"missing_since"?: string | null,"organization_id": string,"sha256": string,"storage_key": string,"uploaded_by"?: string | null
                  }
                  Update: {
                    "byte_size"?: number,"created_at"?: string,"file_name"?: string,"id"?: string,"missing_since"?: string | null,"organization_id"?: string,"sha256"?: string,"storage_key"?: string,"uploaded_by"?: string | null
                  }
                  Relationships: [
                    {
      foreignKeyName: "import_files_organization_id_fkey"
      columns: ["organization_id"]
isOneToOne: false
      referencedRelation: "organizations"
      referencedColumns: ["id"]
    },{
      foreignKeyName: "import_files_uploaded_by_fkey"
      columns: ["uploaded_by"]
isOneToOne: false
      referencedRelation: "user_profiles"
      referencedColumns: ["user_id"]
    }
                  ]
                },"import_jobs": {
                  Row: {
                    "alert_images": NonNullable<Json>,"alerts_opened": number | null,"api_token_id": string | null,"applied_version": number | null,"apply_ms": number | null,"attempt": number,"auto_confirm": boolean,"base_version": number | null,"changed_count": number | null,"changed_order_values": number | null,"confirmed_at": string | null,"confirmed_by": string | null,"conflict_count": number | null,"created_at": string,"created_by": string | null,"duplicate_count": number | null,"error_count": number,"failure_code": string | null,"failure_reason": string | null,"file_id": string,"finished_at": string | null,"heartbeat_at": string | null,"id": string,"lease_token": string | null,"metadata": NonNullable<Json>,"mode": Database["public"]['Enums']["import_mode"],"money_after": number | null,"money_before": number | null,"new_count": number | null,"organization_id": string,"orphan_count": number | null,"peak_rss_mb": number | null,"phase": Database["public"]['Enums']["import_phase"],"preview_version": number,"progress": number,"reading": NonNullable<Json>,"repeat_policy": Database["public"]['Enums']["repeat_policy"],"row_count": number | null,"source": Database["public"]['Enums']["import_source"],"stage_ms": number | null,"staged_at": string | null,"status": Database["public"]['Enums']["import_status"],"type": Database["public"]['Enums']["import_type"] | null,"unchanged_count": number | null,"undo_requested_by": string | null,"undo_version": number | null,"undone_at": string | null,"withdrawn_count": number | null
                  }
                  ComputedFields: never
                  Insert: {
                    "alert_images"?: NonNullable<Json>,"alerts_opened"?: number | null,"api_token_id"?: string | null,"applied_version"?: number | null,"apply_ms"?: number | null,"attempt"?: number,"auto_confirm"?: boolean,"base_version"?: number | null,"changed_count"?: number | null,"changed_order_values"?: number | null,"confirmed_at"?: string | null,"confirmed_by"?: string | null,"conflict_count"?: number | null,"created_at"?: string,"created_by"?: string | null,"duplicate_count"?: number | null,"error_count"?: number,"failure_code"?: string | null,"failure_reason"?: string | null,"file_id": string,"finished_at"?: string | null,"heartbeat_at"?: string | null,"id"?: string,"lease_token"?: string | null,"metadata"?: NonNullable<Json>,"mode"?: Database["public"]['Enums']["import_mode"],"money_after"?: number | null,"money_before"?: number | null,"new_count"?: number | null,"organization_id": string,"orphan_count"?: number | null,"peak_rss_mb"?: number | null,"phase"?: Database["public"]['Enums']["import_phase"],"preview_version"?: number,"progress"?: number,"reading"?: NonNullable<Json>,"repeat_policy"?: Database["public"]['Enums']["repeat_policy"],"row_count"?: number | null,"source"?: Database["public"]['Enums']["import_source"],"stage_ms"?: number | null,"staged_at"?: string | null,"status"?: Database["public"]['Enums']["import_status"],"type"?: Database["public"]['Enums']["import_type"] | null,"unchanged_count"?: number | null,"undo_requested_by"?: string | null,"undo_version"?: number | null,"undone_at"?: string | null,"withdrawn_count"?: number | null
                  }
                  Update: {
                    "alert_images"?: NonNullable<Json>,"alerts_opened"?: number | null,"api_token_id"?: string | null,"applied_version"?: number | null,"apply_ms"?: number | null,"attempt"?: number,"auto_confirm"?: boolean,"base_version"?: number | null,"changed_count"?: number | null,"changed_order_values"?: number | null,"confirmed_at"?: string | null,"confirmed_by"?: string | null,"conflict_count"?: number | null,"created_at"?: string,"created_by"?: string | null,"duplicate_count"?: number | null,"error_count"?: number,"failure_code"?: string | null,"failure_reason"?: string | null,"file_id"?: string,"finished_at"?: string | null,"heartbeat_at"?: string | null,"id"?: string,"lease_token"?: string | null,"metadata"?: NonNullable<Json>,"mode"?: Database["public"]['Enums']["import_mode"],"money_after"?: number | null,"money_before"?: number | null,"new_count"?: number | null,"organization_id"?: string,"orphan_count"?: number | null,"peak_rss_mb"?: number | null,"phase"?: Database["public"]['Enums']["import_phase"],"preview_version"?: number,"progress"?: number,"reading"?: NonNullable<Json>,"repeat_policy"?: Database["public"]['Enums']["repeat_policy"],"row_count"?: number | null,"source"?: Database["public"]['Enums']["import_source"],"stage_ms"?: number | null,"staged_at"?: string | null,"status"?: Database["public"]['Enums']["import_status"],"type"?: Database["public"]['Enums']["import_type"] | null,"unchanged_count"?: number | null,"undo_requested_by"?: string | null,"undo_version"?: number | null,"undone_at"?: string | null,"withdrawn_count"?: number | null
                  }
                  Relationships: [
                    {
      foreignKeyName: "import_jobs_confirmed_by_fkey"
      columns: ["confirmed_by"]
isOneToOne: false
      referencedRelation: "user_profiles"
      referencedColumns: ["user_id"]
    },{
      foreignKeyName: "import_jobs_created_by_fkey"
      columns: ["created_by"]
isOneToOne: false
      referencedRelation: "user_profiles"
      referencedColumns: ["user_id"]
    },{
      foreignKeyName: "import_jobs_organization_id_api_token_id_fkey"
      columns: ["organization_id","api_token_id"]
isOneToOne: false
      referencedRelation: "api_tokens"
      referencedColumns: ["organization_id","id"]
    },{
      foreignKeyName: "import_jobs_organization_id_file_id_fkey"
      columns: ["organization_id","file_id"]
isOneToOne: false
      referencedRelation: "import_files"
      referencedColumns: ["organization_id","id"]
    },{
      foreignKeyName: "import_jobs_organization_id_fkey"
      columns: ["organization_id"]
isOneToOne: false
      referencedRelation: "organizations"
      referencedColumns: ["id"]
    },{
      foreignKeyName: "import_jobs_undo_requested_by_fkey"
      columns: ["undo_requested_by"]
isOneToOne: false
      referencedRelation: "user_profiles"
      referencedColumns: ["user_id"]
    }
                  ]
                },"import_mappings": {
                  Row: {
                    "columns": NonNullable<Json>,"date_order": string,"decimal_convention": string,"organization_id": string,"repeat_policy": Database["public"]['Enums']["repeat_policy"],"type": Database["public"]['Enums']["import_type"],"updated_at": string,"updated_by": string | null
                  }
                  ComputedFields: never
                  Insert: {
                    "columns"?: NonNullable<Json>,"date_order"?: string,"decimal_convention"?: string,"organization_id": string,"repeat_policy"?: Database["public"]['Enums']["repeat_policy"],"type": Database["public"]['Enums']["import_type"],"updated_at"?: string,"updated_by"?: string | null
                  }
                  Update: {
                    "columns"?: NonNullable<Json>,"date_order"?: string,"decimal_convention"?: string,"organization_id"?: string,"repeat_policy"?: Database["public"]['Enums']["repeat_policy"],"type"?: Database["public"]['Enums']["import_type"],"updated_at"?: string,"updated_by"?: string | null
                  }
                  Relationships: [
                    {
      foreignKeyName: "import_mappings_organization_id_fkey"
      columns: ["organization_id"]
isOneToOne: false
      referencedRelation: "organizations"
      referencedColumns: ["id"]
    },{
      foreignKeyName: "import_mappings_updated_by_fkey"
      columns: ["updated_by"]
isOneToOne: false
      referencedRelation: "user_profiles"
      referencedColumns: ["user_id"]
    }
                  ]
                },"import_orphans": {
                  Row: {
                    "import_job_id": string,"organization_id": string,"purchase_order_no": string,"survey_count": number,"total": number
                  }
                  ComputedFields: never
                  Insert: {
                    "import_job_id": string,"organization_id": string,"purchase_order_no": string,"survey_count": number,"total": number
                  }
                  Update: {
                    "import_job_id"?: string,"organization_id"?: string,"purchase_order_no"?: string,"survey_count"?: number,"total"?: number
                  }
                  Relationships: [
                    {
      foreignKeyName: "import_orphans_organization_id_import_job_id_fkey"
      columns: ["organization_id","import_job_id"]
isOneToOne: false
      referencedRelation: "import_jobs"
      referencedColumns: ["organization_id","id"]
    }
                  ]
                },"import_row_errors": {
                  Row: {
                    "code": string,"column_letter": string | null,"header": string | null,"id": number,"import_job_id": string,"organization_id": string,"reason": string,"row_number": number,"value": string | null
                  }
                  ComputedFields: never
                  Insert: {
                    "code": string,"column_letter"?: string | null,"header"?: string | null,"id"?: never,"import_job_id": string,"organization_id": string,"reason": string,"row_number": number,"value"?: string | null
                  }
                  Update: {
                    "code"?: string,"column_letter"?: string | null,"header"?: string | null,"id"?: never,"import_job_id"?: string,"organization_id"?: string,"reason"?: string,"row_number"?: number,"value"?: string | null
                  }
                  Relationships: [
                    {
      foreignKeyName: "import_row_errors_organization_id_import_job_id_fkey"
      columns: ["organization_id","import_job_id"]
isOneToOne: false
      referencedRelation: "import_jobs"
      referencedColumns: ["organization_id","id"]
    }
                  ]
                },"invitations": {
                  Row: {
                    "accepted_at": string | null,"created_at": string,"email": string,"expires_at": string,"id": string,"invited_by": string | null,"organization_id": string,"revoked_at": string | null,"role": Database["public"]['Enums']["member_role"],"token_hash": string
                  }
                  ComputedFields: never
                  Insert: {
                    "accepted_at"?: string | null,"created_at"?: string,"email": string,"expires_at"?: string,"id"?: string,"invited_by"?: string | null,"organization_id": string,"revoked_at"?: string | null,"role"?: Database["public"]['Enums']["member_role"],"token_hash": string
                  }
                  Update: {
                    "accepted_at"?: string | null,"created_at"?: string,"email"?: string,"expires_at"?: string,"id"?: string,"invited_by"?: string | null,"organization_id"?: string,"revoked_at"?: string | null,"role"?: Database["public"]['Enums']["member_role"],"token_hash"?: string
                  }
                  Relationships: [
                    {
      foreignKeyName: "invitations_invited_by_fkey"
      columns: ["invited_by"]
isOneToOne: false
      referencedRelation: "user_profiles"
      referencedColumns: ["user_id"]
    },{
      foreignKeyName: "invitations_organization_id_fkey"
      columns: ["organization_id"]
isOneToOne: false
      referencedRelation: "organizations"
      referencedColumns: ["id"]
    }
                  ]
                },"organization_figures": {
                  Row: {
                    "billing": NonNullable<Json>,"data_version": number,"day": string,"made_by": string,"order_filters": NonNullable<Json>,"orders": NonNullable<Json>,"organization_id": string,"orphans": NonNullable<Json>,"stages": NonNullable<Json>
                  }
                  ComputedFields: never
                  Insert: {
                    "billing": NonNullable<Json>,"data_version": number,"day": string,"made_by": string,"order_filters": NonNullable<Json>,"orders": NonNullable<Json>,"organization_id": string,"orphans": NonNullable<Json>,"stages": NonNullable<Json>
                  }
                  Update: {
                    "billing"?: NonNullable<Json>,"data_version"?: number,"day"?: string,"made_by"?: string,"order_filters"?: NonNullable<Json>,"orders"?: NonNullable<Json>,"organization_id"?: string,"orphans"?: NonNullable<Json>,"stages"?: NonNullable<Json>
                  }
                  Relationships: [
                    {
      foreignKeyName: "organization_figures_organization_id_fkey"
      columns: ["organization_id"]
isOneToOne: true
      referencedRelation: "organizations"
      referencedColumns: ["id"]
    }
                  ]
                },"organization_members": {
                  Row: {
                    "alert_emails": boolean,"alert_mail_from": Database["public"]['Enums']["utilization_level"],"created_at": string,"import_failed_emails": boolean,"organization_id": string,"role": Database["public"]['Enums']["member_role"],"status": Database["public"]['Enums']["member_status"],"updated_at": string,"user_id": string
                  }
                  ComputedFields: never
                  Insert: {
                    "alert_emails"?: boolean,"alert_mail_from"?: Database["public"]['Enums']["utilization_level"],"created_at"?: string,"import_failed_emails"?: boolean,"organization_id": string,"role"?: Database["public"]['Enums']["member_role"],"status"?: Database["public"]['Enums']["member_status"],"updated_at"?: string,"user_id": string
                  }
                  Update: {
                    "alert_emails"?: boolean,"alert_mail_from"?: Database["public"]['Enums']["utilization_level"],"created_at"?: string,"import_failed_emails"?: boolean,"organization_id"?: string,"role"?: Database["public"]['Enums']["member_role"],"status"?: Database["public"]['Enums']["member_status"],"updated_at"?: string,"user_id"?: string
                  }
                  Relationships: [
                    {
      foreignKeyName: "organization_members_organization_id_fkey"
      columns: ["organization_id"]
isOneToOne: false
      referencedRelation: "organizations"
      referencedColumns: ["id"]
    },{
      foreignKeyName: "organization_members_user_id_fkey"
      columns: ["user_id"]
isOneToOne: false
      referencedRelation: "user_profiles"
      referencedColumns: ["user_id"]
    }
                  ]
                },"organizations": {
                  Row: {
                    "created_at": string,"currency": string,"data_version": number,"id": string,"locale": string,"name": string,"requires_second_factor": boolean,"slug": string,"stripe_customer_id": string | null,"time_zone": string,"updated_at": string
                  }
                  ComputedFields: never
                  Insert: {
                    "created_at"?: string,"currency"?: string,"data_version"?: number,"id"?: string,"locale"?: string,"name": string,"requires_second_factor"?: boolean,"slug": string,"stripe_customer_id"?: string | null,"time_zone"?: string,"updated_at"?: string
                  }
                  Update: {
                    "created_at"?: string,"currency"?: string,"data_version"?: number,"id"?: string,"locale"?: string,"name"?: string,"requires_second_factor"?: boolean,"slug"?: string,"stripe_customer_id"?: string | null,"time_zone"?: string,"updated_at"?: string
                  }
                  Relationships: [
                    
                  ]
                },"purchase_orders": {
                  Row: {
                    "attributes": Json | null,"brief_text": string | null,"commission": string | null,"company": string | null,"completion_date": string | null,"completion_message_date": string | null,"content_hash": string,"contract_no": string | null,"contractor_contact": string | null,"control_key": string | null,"cost_center": string | null,"created_at": string,"first_import_job_id": string,"functional_location": string | null,"header_no": string | null,"id": number,"import_job_id": string,"last_billed_date": string | null,"level": Database["public"]['Enums']["utilization_level"],"lifecycle": Database["public"]['Enums']["purchase_order_lifecycle"] | null,"line_no": string | null,"location_plant": string | null,"mgmt_group_id": string | null,"offer_number": string | null,"only_urc": string | null,"order_short_text": string | null,"order_type": string | null,"order_value": number,"organization_id": string,"pmo": string | null,"purchase_order_no": string,"quantity_survey_count": number,"remaining_budget": number | null,"rfq_no": string | null,"search_text": string | null,"source_row": number,"start_date": string | null,"status": string | null,"total_spent": number,"transaction_number": string | null,"updated_at": string,"utilization_percent": number | null,"vendor_id": string | null,"vendor_short_term": string | null,"work_coordinator_id": string | null,"work_coordinator_name": string | null
                  }
                  ComputedFields: never
                  Insert: {
                    "attributes"?: Json | null,"brief_text"?: string | null,"commission"?: string | null,"company"?: string | null,"completion_date"?: string | null,"completion_message_date"?: string | null,"content_hash": string,"contract_no"?: string | null,"contractor_contact"?: string | null,"control_key"?: string | null,"cost_center"?: string | null,"created_at"?: string,"first_import_job_id": string,"functional_location"?: string | null,"header_no"?: never,"id"?: never,"import_job_id": string,"last_billed_date"?: string | null,"level"?: Database["public"]['Enums']["utilization_level"],"lifecycle"?: never,"line_no"?: never,"location_plant"?: string | null,"mgmt_group_id"?: string | null,"offer_number"?: string | null,"only_urc"?: string | null,"order_short_text"?: string | null,"order_type"?: string | null,"order_value": number,"organization_id": string,"pmo"?: string | null,"purchase_order_no": string,"quantity_survey_count"?: number,"remaining_budget"?: never,"rfq_no"?: string | null,"search_text"?: never,"source_row": number,"start_date"?: string | null,"status"?: string | null,"total_spent"?: number,"transaction_number"?: string | null,"updated_at"?: string,"utilization_percent"?: never,"vendor_id"?: string | null,"vendor_short_term"?: string | null,"work_coordinator_id"?: string | null,"work_coordinator_name"?: string | null
                  }
                  Update: {
                    "attributes"?: Json | null,"brief_text"?: string | null,"commission"?: string | null,"company"?: string | null,"completion_date"?: string | null,"completion_message_date"?: string | null,"content_hash"?: string,"contract_no"?: string | null,"contractor_contact"?: string | null,"control_key"?: string | null,"cost_center"?: string | null,"created_at"?: string,"first_import_job_id"?: string,"functional_location"?: string | null,"header_no"?: never,"id"?: never,"import_job_id"?: string,"last_billed_date"?: string | null,"level"?: Database["public"]['Enums']["utilization_level"],"lifecycle"?: never,"line_no"?: never,"location_plant"?: string | null,"mgmt_group_id"?: string | null,"offer_number"?: string | null,"only_urc"?: string | null,"order_short_text"?: string | null,"order_type"?: string | null,"order_value"?: number,"organization_id"?: string,"pmo"?: string | null,"purchase_order_no"?: string,"quantity_survey_count"?: number,"remaining_budget"?: never,"rfq_no"?: string | null,"search_text"?: never,"source_row"?: number,"start_date"?: string | null,"status"?: string | null,"total_spent"?: number,"transaction_number"?: string | null,"updated_at"?: string,"utilization_percent"?: never,"vendor_id"?: string | null,"vendor_short_term"?: string | null,"work_coordinator_id"?: string | null,"work_coordinator_name"?: string | null
                  }
                  Relationships: [
                    {
      foreignKeyName: "purchase_orders_organization_id_first_import_job_id_fkey"
      columns: ["organization_id","first_import_job_id"]
isOneToOne: false
      referencedRelation: "import_jobs"
      referencedColumns: ["organization_id","id"]
    },{
      foreignKeyName: "purchase_orders_organization_id_fkey"
      columns: ["organization_id"]
isOneToOne: false
      referencedRelation: "organizations"
      referencedColumns: ["id"]
    },{
      foreignKeyName: "purchase_orders_organization_id_import_job_id_fkey"
      columns: ["organization_id","import_job_id"]
isOneToOne: false
      referencedRelation: "import_jobs"
      referencedColumns: ["organization_id","id"]
    }
                  ]
                },"quantity_surveys": {
                  Row: {
                    "accepted_date": string | null,"accounting_document": string | null,"attributes": Json | null,"content_hash": string,"contractor_contact": string | null,"created_at": string,"created_date": string | null,"first_import_job_id": string,"id": number,"import_job_id": string,"invoice_date": string | null,"invoice_number": string | null,"organization_id": string,"part_no": number,"purchase_order_id": number | null,"purchase_order_no": string,"qs_number": string,"short_text": string | null,"source_row": number,"stage": Database["public"]['Enums']["quantity_survey_stage"] | null,"total": number,"transferred_date": string | null,"updated_at": string,"vendor_id": string | null,"withdrawn_at": string | null
                  }
                  ComputedFields: never
                  Insert: {
                    "accepted_date"?: string | null,"accounting_document"?: string | null,"attributes"?: Json | null,"content_hash": string,"contractor_contact"?: string | null,"created_at"?: string,"created_date"?: string | null,"first_import_job_id": string,"id"?: never,"import_job_id": string,"invoice_date"?: string | null,"invoice_number"?: string | null,"organization_id": string,"part_no"?: number,"purchase_order_id"?: number | null,"purchase_order_no": string,"qs_number": string,"short_text"?: string | null,"source_row": number,"stage"?: never,"total": number,"transferred_date"?: string | null,"updated_at"?: string,"vendor_id"?: string | null,"withdrawn_at"?: string | null
                  }
                  Update: {
                    "accepted_date"?: string | null,"accounting_document"?: string | null,"attributes"?: Json | null,"content_hash"?: string,"contractor_contact"?: string | null,"created_at"?: string,"created_date"?: string | null,"first_import_job_id"?: string,"id"?: never,"import_job_id"?: string,"invoice_date"?: string | null,"invoice_number"?: string | null,"organization_id"?: string,"part_no"?: number,"purchase_order_id"?: number | null,"purchase_order_no"?: string,"qs_number"?: string,"short_text"?: string | null,"source_row"?: number,"stage"?: never,"total"?: number,"transferred_date"?: string | null,"updated_at"?: string,"vendor_id"?: string | null,"withdrawn_at"?: string | null
                  }
                  Relationships: [
                    
                  ]
                },"second_factors": {
                  Row: {
                    "created_at": string,"id": string,"kind": string,"last_used_at": string | null,"name": string,"user_id": string
                  }
                  ComputedFields: never
                  Insert: {
                    "created_at"?: string,"id"?: string,"kind": string,"last_used_at"?: string | null,"name": string,"user_id": string
                  }
                  Update: {
                    "created_at"?: string,"id"?: string,"kind"?: string,"last_used_at"?: string | null,"name"?: string,"user_id"?: string
                  }
                  Relationships: [
                    
                  ]
                },"subscriptions": {
                  Row: {
                    "created_at": string,"current_period_end": string | null,"organization_id": string,"plan": Database["public"]['Enums']["subscription_plan"],"status": Database["public"]['Enums']["subscription_status"],"stripe_subscription_id": string | null,"updated_at": string
                  }
                  ComputedFields: never
                  Insert: {
                    "created_at"?: string,"current_period_end"?: string | null,"organization_id": string,"plan"?: Database["public"]['Enums']["subscription_plan"],"status"?: Database["public"]['Enums']["subscription_status"],"stripe_subscription_id"?: string | null,"updated_at"?: string
                  }
                  Update: {
                    "created_at"?: string,"current_period_end"?: string | null,"organization_id"?: string,"plan"?: Database["public"]['Enums']["subscription_plan"],"status"?: Database["public"]['Enums']["subscription_status"],"stripe_subscription_id"?: string | null,"updated_at"?: string
                  }
                  Relationships: [
                    {
      foreignKeyName: "subscriptions_organization_id_fkey"
      columns: ["organization_id"]
isOneToOne: true
      referencedRelation: "organizations"
      referencedColumns: ["id"]
    }
                  ]
                },"user_profiles": {
                  Row: {
                    "created_at": string,"deleted_at": string | null,"email": string,"full_name": string,"locale": string | null,"phone": string,"time_zone": string | null,"updated_at": string,"user_id": string
                  }
                  ComputedFields: never
                  Insert: {
                    "created_at"?: string,"deleted_at"?: string | null,"email": string,"full_name"?: string,"locale"?: string | null,"phone"?: string,"time_zone"?: string | null,"updated_at"?: string,"user_id": string
                  }
                  Update: {
                    "created_at"?: string,"deleted_at"?: string | null,"email"?: string,"full_name"?: string,"locale"?: string | null,"phone"?: string,"time_zone"?: string | null,"updated_at"?: string,"user_id"?: string
                  }
                  Relationships: [
                    
                  ]
                },"user_sessions": {
                  Row: {
                    "created_at": string,"end_reason": string | null,"ended_at": string | null,"expires_at": string,"id": string,"ip_address": unknown,"last_seen_at": string,"needs_second_factor": boolean,"second_factor_at": string | null,"user_agent": string | null,"user_id": string
                  }
                  ComputedFields: never
                  Insert: {
                    "created_at"?: string,"end_reason"?: string | null,"ended_at"?: string | null,"expires_at": string,"id": string,"ip_address"?: unknown,"last_seen_at"?: string,"needs_second_factor"?: boolean,"second_factor_at"?: string | null,"user_agent"?: string | null,"user_id": string
                  }
                  Update: {
                    "created_at"?: string,"end_reason"?: string | null,"ended_at"?: string | null,"expires_at"?: string,"id"?: string,"ip_address"?: unknown,"last_seen_at"?: string,"needs_second_factor"?: boolean,"second_factor_at"?: string | null,"user_agent"?: string | null,"user_id"?: string
                  }
                  Relationships: [
                    
                  ]
                }
          }
          Views: {
            "alert_rows": {
                  Row: {
                    "acknowledged_at": string | null,"acknowledged_by_name": string | null,"acknowledgement_note": string | null,"completion_date": string | null,"id": number,"last_billed_date": string | null,"level": Database["public"]['Enums']["utilization_level"],"lifecycle": Database["public"]['Enums']["purchase_order_lifecycle"] | null,"opened_at": string,"opened_by_file": string | null,"opened_by_import": string | null,"opened_cause": Database["public"]['Enums']["alert_cause"] | null,"order_level": Database["public"]['Enums']["utilization_level"],"order_short_text": string | null,"order_status": string | null,"order_value": string | null,"organization_id": string,"purchase_order_id": number,"purchase_order_no": string,"quantity_survey_count": number,"raise_expected_by": string | null,"remaining_budget": string | null,"resolved_at": string | null,"resolved_by_name": string | null,"resolved_cause": Database["public"]['Enums']["alert_cause"] | null,"resolved_facts": Json | null,"resolved_reason": string | null,"snoozed_until": string | null,"status": Database["public"]['Enums']["alert_status"],"suppresses": boolean | null,"total_spent": string | null,"utilization_percent": string | null,"vendor_short_term": string | null
                  }
                  ComputedFields: never
                  Relationships: [
                    {
      foreignKeyName: "alerts_organization_id_fkey"
      columns: ["organization_id"]
isOneToOne: false
      referencedRelation: "organizations"
      referencedColumns: ["id"]
    },{
      foreignKeyName: "alerts_organization_id_opened_by_import_fkey"
      columns: ["organization_id","opened_by_import"]
isOneToOne: false
      referencedRelation: "import_jobs"
      referencedColumns: ["organization_id","id"]
    },{
      foreignKeyName: "alerts_organization_id_purchase_order_id_fkey"
      columns: ["organization_id","purchase_order_id"]
isOneToOne: false
      referencedRelation: "purchase_orders"
      referencedColumns: ["organization_id","id"]
    }
                  ]
                }
          }
          Functions: {
            "accept_invitation":
{ Args: { "token_hash": string }; Returns: string
                           },
"acknowledge_alert":
{ Args: { "alert_id": number,"note": string,"raise_expected_by"?: string,"seen"?: number }; Returns: Json
                           },
"alert_counts":
{ Args: { "organization_id": string }; Returns: {
              "alerts": number,"level": Database["public"]['Enums']["utilization_level"],"status": Database["public"]['Enums']["alert_status"]
            }[]
                           },
"alert_list":
{ Args: { "backwards"?: boolean,"from_id"?: number,"from_rank"?: number,"organization_id": string,"row_limit"?: number,"search"?: string,"with_level"?: Database["public"]['Enums']["utilization_level"],"with_status": Database["public"]['Enums']["alert_status"] }; Returns: {
              "acknowledged_at": string | null,
"acknowledged_by_name": string | null,
"acknowledgement_note": string | null,
"completion_date": string | null,
"id": number,
"last_billed_date": string | null,
"level": Database["public"]['Enums']["utilization_level"],
"lifecycle": Database["public"]['Enums']["purchase_order_lifecycle"] | null,
"opened_at": string,
"opened_by_file": string | null,
"opened_by_import": string | null,
"opened_cause": Database["public"]['Enums']["alert_cause"] | null,
"order_level": Database["public"]['Enums']["utilization_level"],
"order_short_text": string | null,
"order_status": string | null,
"order_value": string | null,
"organization_id": string,
"purchase_order_id": number,
"purchase_order_no": string,
"quantity_survey_count": number,
"raise_expected_by": string | null,
"remaining_budget": string | null,
"resolved_at": string | null,
"resolved_by_name": string | null,
"resolved_cause": Database["public"]['Enums']["alert_cause"] | null,
"resolved_facts": Json | null,
"resolved_reason": string | null,
"snoozed_until": string | null,
"status": Database["public"]['Enums']["alert_status"],
"suppresses": boolean | null,
"total_spent": string | null,
"utilization_percent": string | null,
"vendor_short_term": string | null
            }[]
                          SetofOptions: {
        from: "*"
        to: "alert_rows"
        isOneToOne: false
        isSetofReturn: true
      } },
"alert_timeline":
{ Args: { "alert_id": number,"organization_id": string }; Returns: {
              "acted_by_name": string,"cause": Database["public"]['Enums']["alert_cause"],"created_at": string,"event": Database["public"]['Enums']["alert_event_type"],"facts": Json,"file_name": string,"id": number,"import_job_id": string,"level_after": Database["public"]['Enums']["utilization_level"],"level_before": Database["public"]['Enums']["utilization_level"],"note": string,"order_value": string,"total_spent": string
            }[]
                           },
"cancel_email_change":
{ Args: Record<PropertyKey, never>; Returns: undefined
                           },
"cancel_import":
{ Args: { "import_id": string }; Returns: undefined
                           },
"change_member_role":
{ Args: { "organization_id": string,"role": Database["public"]['Enums']["member_role"],"user_id": string }; Returns: undefined
                           },
"choose_import_mapping":
{ Args: { "columns": Json,"date_order"?: string,"decimal_convention"?: string,"import_id": string }; Returns: undefined
                           },
"choose_import_options":
{ Args: { "import_id": string,"mode": Database["public"]['Enums']["import_mode"],"repeat_policy": Database["public"]['Enums']["repeat_policy"],"shown_version": number }; Returns: undefined
                           },
"choose_import_reading":
{ Args: { "delimiter"?: string,"encoding"?: string,"import_id": string,"sheet"?: string,"type"?: Database["public"]['Enums']["import_type"] }; Returns: undefined
                           },
"comment_alert":
{ Args: { "alert_id": number,"note": string }; Returns: undefined
                           },
"confirm_email_change":
{ Args: { "token_hash": string }; Returns: string
                           },
"confirm_import":
{ Args: { "import_id": string,"mode": Database["public"]['Enums']["import_mode"],"repeat_policy": Database["public"]['Enums']["repeat_policy"],"shown_version": number }; Returns: undefined
                           },
"create_api_token":
{ Args: { "expires_at"?: string,"name": string,"organization_id": string,"prefix": string,"scopes": (string)[],"token_hash": string }; Returns: string
                           },
"create_organization":
{ Args: { "name": string }; Returns: string
                           },
"dashboard_summary":
{ Args: { "organization_id": string }; Returns: Json
                           },
"deactivate_member":
{ Args: { "organization_id": string,"user_id": string }; Returns: undefined
                           },
"delete_account":
{ Args: { "proof": string }; Returns: undefined
                           },
"end_other_sessions":
{ Args: Record<PropertyKey, never>; Returns: number
                           },
"end_session":
{ Args: { "session": string }; Returns: undefined
                           },
"export_own_data":
{ Args: Record<PropertyKey, never>; Returns: string
                           },
"forget_import_mapping":
{ Args: { "import_id": string }; Returns: undefined
                           },
"former_member_names":
{ Args: { "for_organization": string }; Returns: {
              "name": string,"user_id": string
            }[]
                           },
"import_changes_page":
{ Args: { "backwards"?: boolean,"for_organization": string,"from_change"?: number,"kind"?: string,"of_import": string,"page_size"?: number,"search"?: string }; Returns: {
              "action": string,"entity_id": number,"entity_key": string,"fields": Json,"id": number,"matching": number,"purchase_order_no": string,"type": Database["public"]['Enums']["import_type"]
            }[]
                           },
"import_effects_page":
{ Args: { "backwards"?: boolean,"for_organization": string,"from_effect"?: number,"kind"?: string,"of_import": string,"page_size"?: number,"search"?: string }; Returns: {
              "alert_step": string,"changed_count": number,"id": number,"is_new_order": boolean,"level_after": Database["public"]['Enums']["utilization_level"],"level_before": Database["public"]['Enums']["utilization_level"],"matching": number,"new_count": number,"order_value_after": string,"order_value_before": string,"purchase_order_id": number,"purchase_order_no": string,"spent_after": string,"spent_before": string,"withdrawn_count": number
            }[]
                           },
"import_history":
{ Args: { "backwards"?: boolean,"for_organization": string,"from_import"?: string,"page_size"?: number }; Returns: {
              "changed_count": number,"created_at": string,"created_by_name": string,"error_count": number,"file_name": string,"id": string,"mode": Database["public"]['Enums']["import_mode"],"money_after": string,"money_before": string,"new_count": number,"orphan_count": number,"phase": Database["public"]['Enums']["import_phase"],"row_count": number,"status": Database["public"]['Enums']["import_status"],"type": Database["public"]['Enums']["import_type"],"unchanged_count": number,"withdrawn_count": number
            }[]
                           },
"import_orphans_page":
{ Args: { "backwards"?: boolean,"for_organization": string,"from_order"?: string,"of_import": string,"page_size"?: number,"search"?: string }; Returns: {
              "id": string,"matching": number,"survey_count": number,"total": string
            }[]
                           },
"import_planned_changes_page":
{ Args: { "backwards"?: boolean,"for_organization": string,"from_change"?: number,"kind"?: string,"of_import": string,"page_size"?: number,"search"?: string }; Returns: {
              "action": string,"entity_id": number,"entity_key": string,"fields": Json,"id": number,"matching": number,"purchase_order_no": string,"type": Database["public"]['Enums']["import_type"]
            }[]
                           },
"import_row_errors_page":
{ Args: { "backwards"?: boolean,"for_organization": string,"from_error"?: number,"of_import": string,"page_size"?: number }; Returns: {
              "column_letter": string,"header": string,"id": number,"matching": number,"reason": string,"row_number": number,"value": string
            }[]
                           },
"invite_member":
{ Args: { "email": string,"organization_id": string,"role": Database["public"]['Enums']["member_role"] }; Returns: string
                           },
"leave_organization":
{ Args: { "organization_id": string }; Returns: undefined
                           },
"my_invitations":
{ Args: Record<PropertyKey, never>; Returns: {
              "expires_at": string,"organization_name": string
            }[]
                           },
"my_security_events":
{ Args: Record<PropertyKey, never>; Returns: {
              "action": string,"created_at": string,"ip_address": string,"user_agent": string
            }[]
                           },
"open_invitations":
{ Args: { "for_organization": string }; Returns: {
              "email": string,"expires_at": string,"id": string,"mail": Database["public"]['Enums']["email_status"],"role": Database["public"]['Enums']["member_role"]
            }[]
                           },
"organizations_in_need_of_me":
{ Args: Record<PropertyKey, never>; Returns: {
              "id": string,"name": string,"other_people": number
            }[]
                           },
"own_email_change":
{ Args: Record<PropertyKey, never>; Returns: {
              "expires_at": string,"new_email": string
            }[]
                           },
"people_with_second_factor":
{ Args: { "organization_id": string }; Returns: string[]
                           },
"preview_alert_settings":
{ Args: { "critical_percent": number,"organization_id": string,"over_budget_percent": number,"warning_percent": number }; Returns: Json
                           },
"purchase_order_billing_months":
{ Args: { "for_organization": string,"wanted": number }; Returns: {
              "month": string,"survey_count": number,"total": string
            }[]
                           },
"purchase_order_overview":
{ Args: { "filters"?: Json,"for_organization": string }; Returns: Json
                           },
"purchase_order_timeline":
{ Args: { "for_organization": string,"wanted": number }; Returns: {
              "actor": string,"alert_id": number,"cause": Database["public"]['Enums']["alert_cause"],"facts": Json,"fields": Json,"happened_at": string,"import_job_id": string,"kind": string,"level_after": Database["public"]['Enums']["utilization_level"],"level_before": Database["public"]['Enums']["utilization_level"],"note": string,"order_value": string,"total_spent": string
            }[]
                           },
"purchase_order_totals":
{ Args: { "filters"?: Json,"for_organization": string }; Returns: {
              "authorised": string,"line_count": number,"remaining": string,"spent": string
            }[]
                           },
"quantity_survey_history":
{ Args: { "for_organization": string,"wanted": number }; Returns: {
              "action": string,"actor": string,"fields": Json,"file_name": string,"happened_at": string,"import_job_id": string
            }[]
                           },
"quantity_survey_totals":
{ Args: { "filters"?: Json,"for_organization": string,"row_limit"?: number }; Returns: {
              "counted_count": number,"counted_total": string,"is_complete": boolean,"orphan_count": number,"orphan_total": string,"row_count": number,"withdrawn_count": number,"withdrawn_total": string
            }[]
                           },
"reactivate_member":
{ Args: { "organization_id": string,"user_id": string }; Returns: undefined
                           },
"record_audit_export":
{ Args: { "filters": Json,"format": string,"organization_id": string }; Returns: undefined
                           },
"record_import_export":
{ Args: { "import_id": string }; Returns: undefined
                           },
"record_password_change":
{ Args: { "proof": string }; Returns: undefined
                           },
"record_sign_in":
{ Args: Record<PropertyKey, never>; Returns: undefined
                           },
"record_sign_out":
{ Args: Record<PropertyKey, never>; Returns: undefined
                           },
"recovery_codes_left":
{ Args: Record<PropertyKey, never>; Returns: number
                           },
"remove_member":
{ Args: { "organization_id": string,"user_id": string }; Returns: undefined
                           },
"remove_second_factor":
{ Args: { "factor": string,"proof": string }; Returns: undefined
                           },
"reopen_alert":
{ Args: { "alert_id": number,"seen"?: number }; Returns: Json
                           },
"replace_recovery_codes":
{ Args: { "hashes": (string)[] }; Returns: undefined
                           },
"request_email_change":
{ Args: { "new_email": string,"proof": string }; Returns: undefined
                           },
"request_undo":
{ Args: { "import_id": string,"shown_version": number }; Returns: undefined
                           },
"require_second_factors":
{ Args: { "organization_id": string,"required": boolean }; Returns: undefined
                           },
"resend_invitation":
{ Args: { "id": string,"organization_id": string }; Returns: undefined
                           },
"resolve_alert":
{ Args: { "alert_id": number,"reason": string,"seen"?: number }; Returns: Json
                           },
"retry_import":
{ Args: { "import_id": string }; Returns: undefined
                           },
"revoke_api_token":
{ Args: { "token_id": string }; Returns: undefined
                           },
"revoke_invitation":
{ Args: { "id": string,"organization_id": string }; Returns: undefined
                           },
"search_purchase_orders":
{ Args: { "backwards"?: boolean,"descending"?: boolean,"filters"?: Json,"for_organization": string,"key_id"?: number,"key_value"?: string,"row_limit"?: number,"sort"?: string }; Returns: {
              "completion_date": string,"id": number,"last_billed_date": string,"level": Database["public"]['Enums']["utilization_level"],"lifecycle": Database["public"]['Enums']["purchase_order_lifecycle"],"order_short_text": string,"order_value": string,"purchase_order_no": string,"remaining_budget": string,"sort_value": string,"status": string,"total_spent": string,"utilization_percent": string,"vendor_name": string
            }[]
                           },
"search_quantity_surveys":
{ Args: { "backwards"?: boolean,"filters"?: Json,"for_organization": string,"key_date"?: string,"key_id"?: number,"row_limit"?: number }; Returns: {
              "accepted_date": string,"accounting_document": string,"created_date": string,"file_name": string,"id": number,"import_job_id": string,"invoice_date": string,"invoice_number": string,"part_no": number,"purchase_order_id": number,"purchase_order_no": string,"qs_number": string,"short_text": string,"source_row": number,"stage": Database["public"]['Enums']["quantity_survey_stage"],"total": string,"transferred_date": string,"withdrawn_at": string
            }[]
                           },
"set_notifications":
{ Args: { "alert_emails": boolean,"alert_mail_from": Database["public"]['Enums']["utilization_level"],"import_failed_emails": boolean,"organization_id": string }; Returns: undefined
                           },
"snooze_alert":
{ Args: { "alert_id": number,"seen"?: number,"until": string }; Returns: Json
                           },
"undo_preview":
{ Args: { "import_id": string }; Returns: Json
                           },
"update_alert_settings":
{ Args: { "critical_percent": number,"organization_id": string,"over_budget_percent": number,"seen"?: string,"warning_percent": number }; Returns: Json
                           },
"update_organization":
{ Args: { "currency": string,"locale": string,"name": string,"organization_id": string,"seen"?: Json,"time_zone": string }; Returns: Json
                           },
"update_profile":
{ Args: { "full_name": string,"locale": string,"phone": string,"seen"?: Json,"time_zone": string }; Returns: Json
                           }
          }
          Enums: {
            "alert_cause": "order_imported"|"value_raised"|"value_lowered"|"spend_rose"|"spend_fell"|"surveys_withdrawn"|"order_closed"|"order_reopened"|"thresholds_moved"|"import_undone"|"promise_passed"|"snooze_ended"|"person"|"import","alert_event_type": "opened"|"escalated"|"deescalated"|"acknowledged"|"returned"|"snoozed"|"resolved"|"reopened"|"undone"|"commented","alert_status": "open"|"acknowledged"|"snoozed"|"resolved","email_status": "pending"|"sending"|"sent"|"failed"|"uncertain","import_mode": "incremental"|"snapshot","import_phase": "queued"|"inspecting"|"staging"|"comparing"|"ready"|"applying"|"undoing"|"done","import_source": "browser"|"command_line"|"api","import_status": "pending"|"processing"|"awaiting_mapping"|"awaiting_confirmation"|"succeeded"|"failed"|"canceled"|"undone","import_type": "purchase_orders"|"quantity_surveys","member_role": "admin"|"member","member_status": "active"|"deactivated","purchase_order_lifecycle": "open"|"completed"|"canceled","quantity_survey_stage": "created"|"transferred"|"accepted"|"invoiced"|"posted","repeat_policy": "fault"|"parts"|"corrections","subscription_plan": "essential"|"growth"|"enterprise","subscription_status": "manual"|"trialing"|"active"|"past_due"|"canceled","utilization_level": "on_track"|"warning"|"critical"|"over_budget"
          }
          CompositeTypes: {
            [_ in never]: never
          }
        }
}

type DatabaseWithoutInternals = Omit<Database, '__InternalSupabase'>

type DefaultSchema = DatabaseWithoutInternals[Extract<keyof Database, "public">]

export type Tables<
  DefaultSchemaTableNameOrOptions extends
    | keyof (DefaultSchema["Tables"] & DefaultSchema["Views"])
    | { schema: keyof DatabaseWithoutInternals },
  TableName extends DefaultSchemaTableNameOrOptions extends {
    schema: keyof DatabaseWithoutInternals
  }
    ? keyof (DatabaseWithoutInternals[DefaultSchemaTableNameOrOptions["schema"]]["Tables"] &
        DatabaseWithoutInternals[DefaultSchemaTableNameOrOptions["schema"]]["Views"])
    : never = never
> = DefaultSchemaTableNameOrOptions extends { schema: keyof DatabaseWithoutInternals }
  ? (DatabaseWithoutInternals[DefaultSchemaTableNameOrOptions["schema"]]["Tables"] &
      DatabaseWithoutInternals[DefaultSchemaTableNameOrOptions["schema"]]["Views"])[TableName] extends {
      Row: infer R
    }
    ? R
    : never
  : DefaultSchemaTableNameOrOptions extends keyof (DefaultSchema["Tables"] & DefaultSchema["Views"])
  ? (DefaultSchema["Tables"] & DefaultSchema["Views"])[DefaultSchemaTableNameOrOptions] extends {
      Row: infer R
    }
    ? R
    : never
  : never

export type TablesInsert<
  DefaultSchemaTableNameOrOptions extends
    | keyof DefaultSchema["Tables"]
    | { schema: keyof DatabaseWithoutInternals },
  TableName extends DefaultSchemaTableNameOrOptions extends {
    schema: keyof DatabaseWithoutInternals
  }
    ? keyof DatabaseWithoutInternals[DefaultSchemaTableNameOrOptions["schema"]]["Tables"]
    : never = never
> = DefaultSchemaTableNameOrOptions extends { schema: keyof DatabaseWithoutInternals }
  ? DatabaseWithoutInternals[DefaultSchemaTableNameOrOptions["schema"]]["Tables"][TableName] extends {
      Insert: infer I
    }
    ? I
    : never
  : DefaultSchemaTableNameOrOptions extends keyof DefaultSchema["Tables"]
  ? DefaultSchema["Tables"][DefaultSchemaTableNameOrOptions] extends {
      Insert: infer I
    }
    ? I
    : never
  : never

export type TablesUpdate<
  DefaultSchemaTableNameOrOptions extends
    | keyof DefaultSchema["Tables"]
    | { schema: keyof DatabaseWithoutInternals },
  TableName extends DefaultSchemaTableNameOrOptions extends {
    schema: keyof DatabaseWithoutInternals
  }
    ? keyof DatabaseWithoutInternals[DefaultSchemaTableNameOrOptions["schema"]]["Tables"]
    : never = never
> = DefaultSchemaTableNameOrOptions extends { schema: keyof DatabaseWithoutInternals }
  ? DatabaseWithoutInternals[DefaultSchemaTableNameOrOptions["schema"]]["Tables"][TableName] extends {
      Update: infer U
    }
    ? U
    : never
  : DefaultSchemaTableNameOrOptions extends keyof DefaultSchema["Tables"]
  ? DefaultSchema["Tables"][DefaultSchemaTableNameOrOptions] extends {
      Update: infer U
    }
    ? U
    : never
  : never

export type Enums<
  DefaultSchemaEnumNameOrOptions extends
    | keyof DefaultSchema["Enums"]
    | { schema: keyof DatabaseWithoutInternals },
  EnumName extends DefaultSchemaEnumNameOrOptions extends {
    schema: keyof DatabaseWithoutInternals
  }
    ? keyof DatabaseWithoutInternals[DefaultSchemaEnumNameOrOptions["schema"]]["Enums"]
    : never = never
> = DefaultSchemaEnumNameOrOptions extends { schema: keyof DatabaseWithoutInternals }
  ? DatabaseWithoutInternals[DefaultSchemaEnumNameOrOptions["schema"]]["Enums"][EnumName]
  : DefaultSchemaEnumNameOrOptions extends keyof DefaultSchema["Enums"]
  ? DefaultSchema["Enums"][DefaultSchemaEnumNameOrOptions]
  : never

export type CompositeTypes<
  PublicCompositeTypeNameOrOptions extends
    | keyof DefaultSchema["CompositeTypes"]
    | { schema: keyof DatabaseWithoutInternals },
  CompositeTypeName extends PublicCompositeTypeNameOrOptions extends {
    schema: keyof DatabaseWithoutInternals
  }
    ? keyof DatabaseWithoutInternals[PublicCompositeTypeNameOrOptions["schema"]]["CompositeTypes"]
    : never = never
> = PublicCompositeTypeNameOrOptions extends { schema: keyof DatabaseWithoutInternals }
  ? DatabaseWithoutInternals[PublicCompositeTypeNameOrOptions["schema"]]["CompositeTypes"][CompositeTypeName]
  : PublicCompositeTypeNameOrOptions extends keyof DefaultSchema["CompositeTypes"]
  ? DefaultSchema["CompositeTypes"][PublicCompositeTypeNameOrOptions]
  : never

export const Constants = {
  "public": {
          Enums: {
            "alert_cause": ["order_imported", "value_raised", "value_lowered", "spend_rose", "spend_fell", "surveys_withdrawn", "order_closed", "order_reopened", "thresholds_moved", "import_undone", "promise_passed", "snooze_ended", "person", "import"],"alert_event_type": ["opened", "escalated", "deescalated", "acknowledged", "returned", "snoozed", "resolved", "reopened", "undone", "commented"],"alert_status": ["open", "acknowledged", "snoozed", "resolved"],"email_status": ["pending", "sending", "sent", "failed", "uncertain"],"import_mode": ["incremental", "snapshot"],"import_phase": ["queued", "inspecting", "staging", "comparing", "ready", "applying", "undoing", "done"],"import_source": ["browser", "command_line", "api"],"import_status": ["pending", "processing", "awaiting_mapping", "awaiting_confirmation", "succeeded", "failed", "canceled", "undone"],"import_type": ["purchase_orders", "quantity_surveys"],"member_role": ["admin", "member"],"member_status": ["active", "deactivated"],"purchase_order_lifecycle": ["open", "completed", "canceled"],"quantity_survey_stage": ["created", "transferred", "accepted", "invoiced", "posted"],"repeat_policy": ["fault", "parts", "corrections"],"subscription_plan": ["essential", "growth", "enterprise"],"subscription_status": ["manual", "trialing", "active", "past_due", "canceled"],"utilization_level": ["on_track", "warning", "critical", "over_budget"]
          }
        }
} as const
