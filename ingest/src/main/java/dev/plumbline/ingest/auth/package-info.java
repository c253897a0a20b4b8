/**
 * Who sends: a credential becomes a tenant, before anything of a request's body is read. What a
 * tenant may do is not decided here.
 */
@NullMarked
package dev.plumbline.ingest.auth;

import org.jspecify.annotations.NullMarked;
