/**
 * One judgment: the calls of a request until it has a verdict, when they are tried again, and when
 * an endpoint is left alone. Where requests come from and verdicts go is not known here.
 */
@NullMarked
package dev.plumbline.judge.call;

import org.jspecify.annotations.NullMarked;
