"use client";
import { Camera, CameraOff } from "lucide-react";
import { useTranslations } from "next-intl";
import { useRef } from "react";
import { Button } from "@/components/button";
import { Notice } from "@/components/notice";
import { Spinner } from "@/components/spinner";
import { useCamera } from "./use-camera";

/** The camera in place of a scanner. Its picture stays in this browser. */
export function CameraScan({ onScan }: { onScan: (text: string) => void }) {
  const t = useTranslations("bench");
  const video = useRef<HTMLVideoElement>(null);
  const { state, start, stop } = useCamera(video, onScan);
  const isRunning = state === "on" || state === "starting";
  return (
    <section aria-label={t("camera.title")} className="mt-3">
      {isRunning ? (
        <Button icon={<CameraOff aria-hidden="true" className="size-4" />} onClick={stop}>
          {t("camera.stop")}
        </Button>
      ) : (
        <Button icon={<Camera aria-hidden="true" className="size-4" />} onClick={start}>
          {t("camera.start")}
        </Button>
      )}
      {state === "starting" ? (
        <p role="status" className="mt-2 flex items-center gap-2 text-sm text-ink-soft">
          <Spinner />
          {t("camera.starting")}
        </p>
      ) : null}
      {isRunning || state === "off" ? null : (
        <Notice tone="attention" live className="mt-2">
          {t(`camera.${state}`)}
        </Notice>
      )}
      <div className={state === "on" ? "mt-2" : "sr-only"}>
        <video
          ref={video}
          aria-label={t("camera.view")}
          aria-hidden={state !== "on"}
          playsInline
          muted
          className="max-h-80 rounded-lg border-2 border-line-strong bg-sunken"
        />
        {state === "on" ? <p className="mt-1 text-sm text-ink-soft">{t("camera.aim")}</p> : null}
      </div>
    </section>
  );
}
