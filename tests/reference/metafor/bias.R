# Prints what metafor gives for tests of small-study effects and for trim and fill, as JSON; recorded in bias.json.
# Run as: Rscript bias.R > bias.json   (R 4.2, metafor 3.8, metadat 1.2, jsonlite)
suppressPackageStartupMessages({
  library(metafor)
  library(metadat)
  library(jsonlite)
})
options(warn = -1)

# Effects are rounded first, so that both programs read the same digits.
given <- function(data) list(yi = signif(as.numeric(data$yi), 10), vi = signif(as.numeric(data$vi), 10))

data_sets <- list(
  bcg = given(escalc("RR", ai = tpos, bi = tneg, ci = cpos, di = cneg, data = dat.bcg)),
  egger2001 = given(escalc("OR", ai = ai, n1i = n1i, ci = ci, n2i = n2i, data = dat.egger2001)),
  hackshaw1998 = given(dat.hackshaw1998),
  raudenbush1985 = given(dat.raudenbush1985),
  normand1999 = given(escalc("SMD", m1i = m1i, sd1i = sd1i, n1i = n1i, m2i = m2i, sd2i = sd2i, n2i = n2i,
                             data = dat.normand1999)),
  bangertdrowns2004 = given(dat.bangertdrowns2004),
  pignon2000 = given(data.frame(yi = dat.pignon2000$OmE / dat.pignon2000$V, vi = 1 / dat.pignon2000$V)),
  # Small studies with large effects on the left, and two pairs of equal variances.
  lopsided = list(yi = c(-2.1, -1.7, -1.2, -0.9, -0.7, -0.55, -0.5, -0.4, -0.42, -0.3),
                  vi = c(0.9, 0.7, 0.5, 0.3, 0.3, 0.15, 0.1, 0.05, 0.05, 0.01))
)

TESTS <- c(z = "z", hksj = "knha")
METHODS <- c("REML", "DL", "PM", "FE")
tightly <- function(method) {
  if (method == "PM") list(tol = 1e-14, maxiter = 10000) else list(threshold = 1e-13, maxiter = 10000)
}

regression <- function(test, fit, slope) {
  list(slope = slope[[1]], statistic = test$zval[[1]], df = if (is.na(test$dfs)) NULL else test$dfs,
       p = test$pval[[1]], limit = test$est[[1]], low = test$ci.lb[[1]], high = test$ci.ub[[1]])
}

# The number of missing studies and the side are trimfill's. It refits with steps that stop early, so the middle of the
# studies that are left, and the pooled effect, are had again by tight fits.
filled <- function(data, fit, estimator, side) {
  asked <- list(fit, estimator = estimator)
  if (!is.null(side)) asked$side <- side
  found <- do.call(trimfill, asked)
  at <- order(data$yi, decreasing = found$side == "right")
  trimmed <- at[seq_along(at) > fit$k - found$k0]
  kept <- setdiff(at, trimmed)
  refit <- function(yi, vi) rma(yi, vi, method = fit$method, test = fit$test, control = tightly(fit$method))
  added <- 2 * refit(data$yi[kept], data$vi[kept])$beta[[1]] - data$yi[trimmed]
  pooled <- refit(c(data$yi, added), c(data$vi, data$vi[trimmed]))
  stopifnot(all.equal(c(found$beta[[1]], found$se[[1]]), c(pooled$beta[[1]], pooled$se[[1]]), tolerance = 1e-3))
  sorted <- order(added)
  list(estimator = estimator, asked = side, side = found$side, missing = found$k0, se_missing = found$se.k0,
       p_missing = if (estimator == "R0") found$p.k0 else NULL, estimate = pooled$beta[[1]], se = pooled$se[[1]],
       tau2 = pooled$tau2[[1]], q = pooled$QE[[1]],
       filled_yi = I(as.numeric(added[sorted])), filled_vi = I(as.numeric(data$vi[trimmed][sorted])))
}

one <- function(data, method, test) {
  fit <- rma(data$yi, data$vi, method = method, test = TESTS[[test]], control = tightly(method))
  mixed <- regtest(fit, ret.fit = TRUE)
  result <- list(method = method, test = test, mixed = regression(mixed, slope = mixed$fit$beta[2]))
  # metafor pools what it has filled with the normal distribution.
  if (test == "z") {
    asked <- expand.grid(estimator = c("L0", "R0"), side = c("left", "right", "chosen"), stringsAsFactors = FALSE)
    result$trim_and_fill <- lapply(seq_len(nrow(asked)), function(at) {
      filled(data, fit, asked$estimator[at], if (asked$side[at] == "chosen") NULL else asked$side[at])
    })
  }
  result
}

result <- lapply(data_sets, function(data) {
  asked <- expand.grid(method = METHODS, test = names(TESTS), stringsAsFactors = FALSE)
  common <- rma(data$yi, data$vi, method = "FE")
  weighted <- regtest(common, model = "lm", ret.fit = TRUE)
  ranks <- ranktest(common)
  fits <- lapply(seq_len(nrow(asked)), function(at) one(data, asked$method[at], asked$test[at]))
  c(data, list(weighted = regression(weighted, slope = coef(weighted$fit)[[2]]),
               ranks = list(tau = ranks$tau[[1]], p = ranks$pval[[1]]), fits = fits))
})
cat(toJSON(result, digits = NA, auto_unbox = TRUE, null = "null", na = "null"), "\n")
